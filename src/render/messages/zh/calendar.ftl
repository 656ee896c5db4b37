# 期间计算。
help-calendar = 计算期间，管理计算所依据的工作日历
    .long =
        按《民法典》计算：开始的当日不计入（第二百零一条），最后一日是休息日的顺延至其后第一个工作日（第二百零三条），“以上”“以内”均包括本数（第一千二百五十九条）。
        计算工作日和顺延均须有当年的工作日历。程序自带 2013 年至 2026 年的；缺少某年日历时不作回答（退出码 1）。所在账本启用的日历（`liuhen calendar adopt`）优先于自带的。日历文件格式如下：

        calendar = "cn"
        year = 2027
        source = "国务院办公厅通知及文号"
        off = [2027-01-01]    # 放假的日子
        on = []               # 调休上班的周六、周日
    .example =
        liuhen calendar 2026-03-20 --days 30
        liuhen calendar 2026-003#2 --days 7 --working
        liuhen calendar 2023-02-22 --to 2023-03-23 --days 30
        liuhen calendar 2026-05-18 --days 7 --before
        liuhen calendar adopt 2027.toml --document 某政办发〔2026〕12号 --by root-1,root-2
help-calendar-from = 起算的一日（2026-03-20），或者一条记录（2026-003#2），取其所述事实的最后一日
    .value = 起算日
help-calendar-days = 天数；与 --to 同用时，分别按“不少于”和“不超过”比较
    .value = 天数
help-calendar-to = 期间的另一端，用来计算有多少天
    .value = 日期
help-calendar-before = 倒推：起算日是某项活动的日期，算出最迟应提前到哪一天
help-calendar-working = 只计工作日
help-calendar-first-day-counts = 开始的当日计为第一日
help-calendar-list = 列出自带的工作日历和账本启用的工作日历，以及相互不同之处
help-calendar-adopt = 启用某一年的工作日历：由根持有人签署，全文存入账本
    .long =
        此后账本中各项决策的期间即按该日历计算，不论由本程序的哪一版本评判。某一年的日历，以决策启动前最后启用的一份为准；当时尚无的，以其后最先启用的一份为准。因此后来的日历不改变先前的结论。同年的两份日历不同的，会显示出来。
    .example =
        liuhen calendar adopt 2027.toml --document 某政办发〔2026〕12号 --by root-1,root-2
        liuhen calendar adopt 2027.toml --document 某政办发〔2026〕12号 --by root-1,root-2 --prepare 日历.json
help-calendar-adopt-file = 工作日历（TOML 文件），格式见 `liuhen calendar --help`
    .value = 文件
help-shared-table = 工作日历文件，补充自带的日历或者代替其中一年；可多次指定
    .value = 文件

calendar-because = 理由
calendar-adopted = 本账本启用的
calendar-and-more = { $days } 等，另有 { $count } 日
calendar-built-in = 程序自带的
calendar-differs = { $year } 年：第 @{ $seq } 条启用的与第 @{ $other } 条启用的不同：{ $days }
calendar-differs-built-in = { $year } 年：第 @{ $seq } 条启用的与程序自带的不同：{ $days }
calendar-none-adopted = 没有，各项决策按程序自带的计算
calendar-source = 来源
calendar-unreadable = 无法读取
calendar-unreadable-because = { $year } 年：第 @{ $seq } 条启用的工作日历无法读取，取决于该年度的事项一概不作判断：{ $what }
calendar-year = 年度
calendar-border-in = 临界，首日计入才符合
calendar-border-out = 临界，首日不计入才符合
calendar-cannot-decide = 无法判断，缺少工作日历
calendar-counted = { $what }，{ $first }
calendar-counting = 算法
calendar-event = 活动日
calendar-event-counted = 活动当日计入时
calendar-event-not-counted = 活动当日不计入时
calendar-first-day-counted = 首日计入时
calendar-first-day-not-counted = 首日不计入时
calendar-from = 自
calendar-last-day = 最后一日
calendar-latest = 最迟
calendar-least = 不少于
calendar-met = 符合
calendar-most = 不超过
calendar-moves-to = 顺延至
calendar-record = 记录
calendar-rolled = 最后一日是休息日的，顺延至其后第一个工作日（《民法典》第二百零三条）
calendar-table = 工作日历
calendar-to = 至
calendar-too-late = 不符合，超期
calendar-too-short = 不符合，不足
calendar-unit-calendar = 自然日
calendar-unit-working = 工作日
calendar-verdict = { $period }：{ $verdict }
calendar-with-event = 活动当日计入
calendar-with-first = 首日计入
calendar-without-event = 活动当日不计入
calendar-without-first = 首日不计入（《民法典》第二百零一条）
calendar-working-day = 此前最后一个工作日

day-holiday = 放假
day-in-words = { $date }  { $weekday }，{ $kind }
day-make-up = 调休上班
day-unknown = 缺少当年工作日历
day-weekend = 周末
day-working = 工作日

period-days = { $count } 日
period-working-days = { $count } 个工作日

weekday-friday = 星期五
weekday-monday = 星期一
weekday-saturday = 星期六
weekday-sunday = 星期日
weekday-thursday = 星期四
weekday-tuesday = 星期二
weekday-wednesday = 星期三

cause-counted-only = 仅按天数计算，最后一日为 { $day }；该日是否为工作日无从得知
error-calendar = 无法计算
error-calendar-backwards = { $to } 早于 { $from }
error-calendar-both = 或者计算期间，或者管理工作日历，不能同时进行
error-calendar-in-force = { $year } 年的这份工作日历（BLAKE3 { $blake3 }）自第 @{ $seq } 条起已经启用；未作任何签名和存储
error-calendar-text = 该记录启用的 { $year } 年工作日历不能使用；未作任何改动
error-no-holiday-table = 无法回答：缺少 { $year } 年的工作日历
error-not-a-holiday-table = “{ $path }”不是工作日历文件
hint-holiday-table = 请按国务院办公厅的通知编写当年的工作日历，用 --table 文件 指定，或者由根持有人用 `liuhen calendar adopt` 启用；格式见 `liuhen calendar --help`
note-table-before-adopted = “{ $path }”的工作日历取代账本启用的 { $year } 年日历，以下结论仅就该文件而言
note-table-replaced = “{ $path }”的工作日历取代程序自带的 { $year } 年日历
kind-adopt-calendar = 启用工作日历
    .help = 由根持有人决定；该年度的期间按此计算。
document-calendar = 工作日历全文
note-calendar-as-built-in = 本账本首次启用 { $year } 年的工作日历，与程序自带的相同
note-calendar-changes = 与第 @{ $seq } 条启用的 { $year } 年工作日历不同：{ $days }。此后启动的决策按新的计算，此前的不变
note-calendar-first = 本账本首次启用 { $year } 年的工作日历；程序没有自带该年的
note-calendar-not-as-built-in = 本账本首次启用 { $year } 年的工作日历，与程序自带的不同：{ $days }。此后本账本的各项决策均按启用的计算
note-calendar-same-days = 与第 @{ $seq } 条启用的 { $year } 年工作日历所计的日子相同
note-calendars-without-ledger = 此处没有账本，只列出程序自带的
warning-calendar-before-unreadable = 第 @{ $seq } 条启用的 { $year } 年工作日历无法读取，无从说明有何改变
