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

error-record-against = 记录 { $name } 不成立
error-records-unreadable = 有 { $count } 条记录无法读取
warning-registry-unreadable = 登记簿无法读取，因此不显示人员姓名（{ $what }）
warning-unacknowledged = 自第 @{ $from } 条起尚未由签名检查点覆盖

log-entry = 条目
log-kind = 种类
log-late = 补录
log-record = 记录
log-recorded = 登记时间
log-signed = 签署
log-unreadable = 无法读取
mark-late = 补录
word-unknown = （登记簿中没有）

decision-attachments = 附件数
decision-corrected-by = 已由以下记录更正
decision-despite = 明知仍登记
decision-id = 决策
decision-last = 最近登记
decision-occurred = 发生
decision-opened = 立项登记
decision-positions = 表态汇总
decision-recorded = 登记
decision-records = 记录数
decision-signed = 签署
decision-title = 名称
late-missing = 已无从查明：{ $fields }
occurred-from-to = { $from } 至 { $to }

attachment-file = 账本内路径
attachment-kind = 类型、大小
attachment-name = 名称
attachment-opening = 启封文件
attachment-role = 文件类别
attachment-sealed = 密封承诺
attachment-size = { $bytes } 字节
step-attachments = 附件
step-basis = 依据
step-basis-elsewhere = 其他记录流中的记录
step-digest = BLAKE3
step-holds = 签名成立，签署人当时均任该职务
step-holds-without-registry = 签名成立；登记簿无法读取，任职情况未核对
step-in-doubt = 存疑：密钥其后被宣告泄露
step-notes = 说明
step-place = 在账本中的位置
step-said = 内容
step-signatories = 签署人
step-signed = 签署
step-signed-at = 签署时间（自述）
step-verdict = 核对

place-entry = 条目
place-entry-hash = 条目哈希 BLAKE3
place-envelope = 封套
place-file = { $file }，自第 { $offset } 字节起
place-leaf = 树叶 SHA-256
place-ledger = 账本
place-log = 日志
place-previous = 前一条目
place-record-blake3 = 记录 BLAKE3
place-record-sha256 = 记录 SHA-256
place-stream = 记录流
place-stream-previous = 本流前一条目
