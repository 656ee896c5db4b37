# 拒绝的原因：与规则、格式和账本不符之处。

refused-body = “{ $kind }”的内容：{ $problems }
refused-ended = 密钥 { $key } 担任职务“{ $office }”至第 @{ $until } 条为止
refused-envelope = 不是签名封套：{ $what }
refused-event-form = “{ $kind }”不符合格式：{ $what }
refused-event-kind = 登记簿中没有“{ $kind }”这种记录
refused-event-rule = 登记簿不接受这样的“{ $kind }”：{ $what }
refused-founded-already = 账本已经建立
refused-key-of-another = 密钥 { $key } 属于“{ $person }”：一个密钥只属于一人
refused-kind = 种类“{ $kind }”不能进入记录流“{ $stream }”
refused-not-entitled = 职务“{ $office }”不签署“{ $kind }”
refused-not-founded = 账本以建账记录开始，并由全体根持有人签名
refused-not-held = 密钥 { $key } 并未担任职务“{ $office }”
refused-not-own-word = 这是“{ $said }”本人的意见，却由“{ $signed }”签名：任何人不得代他人表态
refused-too-few-hands = “{ $kind }”须由两人以两个职务共同签名，其中一人为档案工作人员
refused-origin = 该记录属于账本“{ $found }”，而本账本为“{ $expected }”
refused-record = 不是记录：{ $what }
refused-signature-bad = 密钥 { $key } 的签名不成立
refused-signature-key = 密钥 { $key } 不能使用：{ $what }
refused-signature-missing = 记录写明由密钥 { $key } 签名，而它尚未签名
refused-signature-stranger = 有一个签名（keyid “{ $keyid }”）不属于记录写明的任何密钥
refused-signature-twice = 密钥 { $key } 签了两次
refused-threshold = 已有 { $counted } 名根持有人签名，须有 { $needed } 名

## 登记簿的规则

rule-compromised = 已宣告泄露的密钥不得再次任用
rule-held-already = 该密钥已担任该职务
rule-key = 密钥 { $key } 不能使用：{ $what }
rule-ledger-key-again = 该密钥此前已是账本密钥
rule-ledger-key-of-person = 账本密钥不属于任何人
rule-ledger-key-of-root = 账本密钥不得同时是根持有人的密钥
rule-named-twice = 同一人或同一密钥在根持有人中出现两次
rule-nothing-to-end = “{ $person }”并未以此密钥担任职务“{ $office }”
rule-root-appointed = 职务 `root` 不由任命产生，只能由更换根持有人确定
rule-since = 原因是密钥泄露的须写明 `since`，其他原因的不得写
rule-threshold = 根持有人只有 { $members } 名，不能规定须有 { $threshold } 名签名

## 密钥

bad-key-not-a-point = 不是可用的 Ed25519 曲线点
bad-key-not-spki = 不是 SPKI 格式的 Ed25519 公钥（RFC 8410）

## 依据与时间

bad-basis-nothing-before = 建账记录之前没有任何记录，无从引用
bad-basis-outside-stream = 没有以“{ $stream }”此前的任何记录为依据
bad-basis-unknown = 所引用的 { $cited } 不在此前，或者不在所指明的记录流中

bad-time-ahead = 自述签署于 { $signed }，晚于账本的时钟 { $now }
bad-time-before-basis = 自述签署于 { $signed }，而所依据的 { $cited } 到 { $recorded } 才登记
bad-time-before-fact = 签署于 { $signed }，而所述事实到 { $from } 才开始

## 记录与封套

bad-field-attachment-line = 附件（`attachments`）的名称、类别、媒体类型须各为一行，1 至 { $max } 个字符
bad-field-attachments = 附件（`attachments`）超过 { $max } 份
bad-field-basis = 依据（`basis`）超过 { $max } 条
bad-field-basis-twice = 依据（`basis`）中同一记录出现两次
bad-field-despite = 明知而仍登记的问题（`despite`）至多 { $max } 条，且每条须有理由
bad-field-key-twice = 同一密钥签了两次：每个签署人各用自己的密钥
bad-field-late-missing = 声明缺失的字段（`late.missing`）至多 { $max } 项
bad-field-late-reason = 补录理由（`late.reason`）为空，或者超过 { $max } 个字符
bad-field-occurred = 发生时间（`occurred`）的结束早于开始
bad-field-signatories = 签署人（`offices`）须有 1 至 { $max } 名

bad-envelope-keyid = 有 keyid 超过 { $max } 字节
bad-envelope-payload-base64 = 载荷的 base64 不是规定的写法
bad-envelope-payload-type = 载荷类型为“{ $found }”，应为“{ $expected }”
bad-envelope-signature-base64 = 有签名的 base64 不是规定的写法
bad-envelope-signature-length = 有签名不是 64 字节
bad-envelope-signatures = 签名超过 { $max } 个
bad-envelope-too-large = 共 { $size } 字节，超过封套的上限 { $max } 字节
bad-json = 不是这种格式的 JSON（{ $words }）
bad-record-too-large = 共 { $size } 字节，超过记录的上限 { $max } 字节

## 账本中无法读取的内容

unread-checkpoint = 账本所存的检查点无法读取（{ $words }）
unread-envelope = 第 @{ $seq } 条不是签名封套：{ $what }
unread-record = 第 @{ $seq } 条不是记录：{ $what }
unread-registry = 登记簿第 @{ $seq } 条没有授权：{ $what }
