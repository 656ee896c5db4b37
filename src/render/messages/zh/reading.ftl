# 读取账本：记录、决策、检查点、回执、核验的用语。
word-comma = 、
word-no = 否
word-none = （无）
word-yes = 是

kind-appoint = 任命
kind-end-appointment = 终止任职
kind-ledger-found = 建账
kind-rotate-ledger-key = 更换账本密钥
kind-rotate-root = 更换根持有人

gist-appoint = { $person } 任{ $office }
gist-change = { $field }：{ $wrong } → { $right }
gist-end = { $person } 不再任{ $office }

event-document = 依据文件
event-from = 任职起始日
event-holders = 根持有人
event-key = 密钥
event-ledger-key = 账本密钥
event-ledger-organ = 机关
event-office = 职务
event-organ = 单位
event-person = 人员
event-reason = 原因
event-scope = 适用范围
event-scope-all = 全部决策
event-seal = 印章
event-since = 可能泄露的起始时间
event-threshold = 须签人数
event-title = 职务名称

error-no-such-record = 没有记录 { $name }
cause-last-number = 最后一号为 { $last }
cause-no-such-stream = 记录流“{ $stream }”中没有任何记录
