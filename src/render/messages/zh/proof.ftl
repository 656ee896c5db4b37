# 本人意见证明的打印页面。
proof-title = 本人意见证明
proof-person = 本人
proof-decision = 决策事项
proof-organ = 决策机关
proof-file = 证明文件
proof-file-sha256 = 证明文件的 SHA-256
proof-purpose = 本页由上述证明文件生成，供本人长期保存。它证明本人说过什么、何时登记、并且该记录在账本经签名的历史之中；核验不需要账本，也不需要任何机关配合。
proof-keep-both = 请把文件和本页分开保存：任何一样都足以完成核验。

proof-said = 说了什么
proof-voice-signed = 本人意见，由{ $person }本人签名。
proof-voice-minuted = 会议记录所载，由记录人签名，并非{ $person }本人签名。
proof-voice-entered = 由他人代为登记，并非{ $person }本人签名。
proof-changed = 其后已变更，以 { $by } 为准。
proof-occurred = 发生时间（自述）
proof-signed-at = 签署时间（自述）
proof-recorded = 登记时间（账本时钟）
proof-late = 补录，理由
proof-despite = 明知程序问题仍登记
proof-attachment = 附件
proof-signed-by = 签名人及密钥
proof-place = 在账本中的位置
proof-blake3 = 记录 BLAKE3
proof-sha256 = 记录 SHA-256

proof-context = 针对什么
proof-who = 签名人是谁，由谁任命
proof-appointed = 由条目 { $entry } 任命；任职自 { $from }，依据 { $document }
proof-ended = 条目 { $entry } 终止任职：
proof-root = 任命由以下根密钥持有人签名：
proof-threshold = { $all } 人中至少 { $needed } 人

proof-checkpoint = 账本检查点
proof-origin = 账本
proof-size = 覆盖条目数
proof-ledger-key = 账本密钥（账本自述）
proof-checkpoint-note = 以上密钥取自账本自身。请与另行取得的材料（公告、函件、根密钥持有人当面出示）核对后再作信任。日后任何人出示的账本，若与此检查点不一致，即为改写过的账本。

proof-shows = 能证明什么，不能证明什么
proof-shows-this = 能证明：上述文字由上述密钥签名；该密钥此前已由根密钥持有人任命给上述人员；该记录在上述检查点签名时已在账本中所示位置，此后任何改动、删除、倒签都会与本证明矛盾。
proof-shows-not = 不能证明：未附在此处的登记条目（例如任职其间已终止，或密钥其后被宣告泄露）；登记时间早于外部见证的部分只是账本自身的时钟；建账的根密钥持有人是否确为其人，须由核验者自行判断。

proof-code = 证明二维码
proof-code-note = 此码为最后一条记录的证明（C2SP tlog-proof，不含记录全文）：序号、至树根的路径、经签名的检查点。证明的是以下条目头，其中载有记录的摘要。
proof-code-too-long = 联署过多，一个二维码装不下；请用下列分片。

proof-by-hand = 人工核验步骤
proof-by-hand-note = 只需 openssl、sha256sum、b3sum、base64 和常见的文本工具。将证明文件另存为 proof，将另行取得的账本公钥另存为 ledger.pub.pem，放在同一空文件夹中，依次执行。
proof-step-cut = 拆出各条目，每一个都是可单独验证的回执。
proof-step-entry = 取出一条：条目头和记录原文。核对条目头中的流、编号、登记时间，以及记录中的姓名和意见，应与本页一致。
proof-step-digests = 条目头中的两个摘要应为封套的摘要。应显示两行 ok。
proof-step-signatures = 记录列明的每个密钥都应签名。应显示本页所列签名密钥的编号。
proof-step-path = 由条目头沿路径算至树根，应与检查点中的树根相同。应显示 in the ledger。
proof-step-checkpoint = 检查点应由账本密钥签名。第一行应为所信任的账本密钥编号，其后应显示 signed by the ledger key。
proof-step-others = 对其余各条目重复第 2 至 6 步。登记簿条目载明哪个密钥属于何人、由哪些根密钥签名。本证明的条目为：

proof-pieces = 整个证明文件的二维码
proof-pieces-note = 证明文件若已遗失，扫描以下全部二维码（次序不限），每码一行存入 scanned.txt，执行下列命令即得原文件；第二条命令应显示首页所列的 SHA-256。
proof-pieces-too-many = 证明文件过长，不宜印成二维码。请保存文件本身。
