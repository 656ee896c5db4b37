# 表单：模板里的说明，填错时的话。

## 模板

form-intro = 填写说明：行首有 # 的是选填项，去掉 # 即启用。日期写作 2026-03-20，时间写作 2026-03-20T09:15:00+08:00。
form-intro-privacy = 正文不写公民个人信息；含个人信息的文件作密封附件（sealed = true）。
form-intro-reference = 引用记录：#3 是本决策的第 3 号记录，2026-003#3 是另一决策的，也可写 64 位 BLAKE3。
form-required = 必填
form-optional = 选填
form-repeat = 每行重复本段
form-review-reasons = 注意：下面写的理由，公开版全文登载，不要在理由中写出不公开的内容。
form-review-numbers = 注意：应到人员名册、首长所计表态和会议记录中的人次如果公开，只不公开一人的表态时，两相减即可推知该表态；应一并考虑。
form-none = 没有的，删去本段，在 [body] 下写 { $field } = []
form-label = { $label }（{ $need }）：{ $help }
form-documents = 应附文件：{ $roles }
form-documents-optional = 可附文件：{ $roles }
form-head-item = 议程第 { $item } 项：{ $subject }
form-head-tally = 按会议 { $meeting } 现有表态计数：本人签署 { $signed }，会议记录所载 { $minuted }，他人代为登记 { $entered }。改写不会被拒绝，但签署前会指出，并列为问题。
form-head-silent = 没有登记表态的：{ $persons }
form-head-signed = { $person }（{ $record }）
form-head-minuted = { $person }（{ $record }，会议记录所载，非{ $person }本人签署）
form-head-entered = { $person }（{ $record }，由他人登记，非{ $person }本人签署）
form-head-written = { $said }，书面意见
form-head-agree = 下列结果与多数一致，填 false：{ $outcomes }
form-head-differ = 下列结果与多数不一致，填 true 并写明理由：{ $outcomes }
form-head-unsure = 下列结果须待补齐未登记的表态才能判断：{ $outcomes }
form-head-agrees = “{ $outcome }”与多数人意见没有不一致：赞成草案 { $approve }，其他 { $oppose }，未登记 { $silent }。
form-head-differs = “{ $outcome }”与多数人意见不一致：赞成草案 { $approve }，其他 { $oppose }，未登记 { $silent }。必须写明会上说明的理由。
form-head-may-differ = “{ $outcome }”与多数人意见是否一致，现在无法判断：赞成草案 { $approve }，其他 { $oppose }，未登记 { $silent }。请先登记所缺的表态。

## 顶层各项

form-key-kind = 记录类型
form-key-decision = 决策编号
form-key-office = 签署职务
form-key-occurred = 发生时间
form-key-occurred-help = 事实发生的日期或时间；跨日的写 { "{" } from = 2026-03-20, to = 2026-03-21 { "}" }。
form-key-from = 开始
form-key-to = 结束
form-key-basis = 依据的记录
form-key-basis-help = 不填即以本决策最新一条记录为依据。
form-key-profile = 程序规则
form-key-profile-help = 评判该决策所依据的规则，在正文之前写 profile = "标识"，下面的 [body.profile] 不必填；不写即为唯一已启用的一份。
form-key-late = 补录
form-key-late-help = 只有补录才填。
form-key-reason = 理由
form-key-missing = 已无从查明的必填字段
form-key-missing-help = 写字段名，如 channels、roster.title、attachments.draft。
form-key-despite = 明知而仍登记的程序问题
form-key-rule = 规则编号
form-key-attachment = 附件
form-key-file = 文件
form-key-role = 文件类别
form-key-name = 附件名称
form-key-media_type = 媒体类型
form-key-sealed = 是否密封
form-key-body = 正文
form-key-source = 来源
form-key-record = 记录
form-key-dossier = 卷宗格式

## 填错时

form-problem-at = 第 { $line } 行 { $path }（{ $label }）：{ $what }
form-problem-whole = 第 { $line } 行：{ $what }
form-wrong-syntax = 不是 TOML 格式：{ $words }
form-wrong-not-utf8 = 不是 UTF-8 编码，请另存为 UTF-8
form-wrong-too-large = 超过 { $max } 字节
form-wrong-empty = 没有填写
form-wrong-unknown-key = 这里没有这一项
form-wrong-unknown-kind = 没有“{ $name }”这类记录
form-wrong-fraction = 有小数；记录中只用整数
form-wrong-reference = “{ $name }”不指明任何记录；写作 #12、2026-003#12 或 64 位 BLAKE3
form-wrong-no-such-record = 账本中没有记录 { $name }
form-wrong-against-majority = 必须填写：决定与多数人意见不一致（赞成草案 { $approve }，其他 { $oppose }），首长应当在会上说明理由（条例第三十条）
