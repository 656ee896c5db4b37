# 期间计算。
help-calendar = 计算期限何时届满、期间有多长、最迟应在哪一天
    .long =
        按《民法典》计算：开始的当日不计入（第二百零一条），最后一日是休息日的顺延至其后第一个工作日（第二百零三条），“以上”“以内”均包括本数（第一千二百五十九条）。
        计算工作日和顺延均须有当年的工作日历。程序自带 2013 年至 2026 年的；缺少某年日历时不作回答（退出码 1）。日历文件格式如下，与自带的同年时以文件为准：

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
help-calendar-from = 起算的一日（2026-03-20），或者一条记录（2026-003#2），取其所述事实的最后一日
    .value = 起算日
help-calendar-days = 天数；与 --to 同用时，分别按“不少于”和“不超过”比较
    .value = 天数
help-calendar-to = 期间的另一端，用来计算有多少天
    .value = 日期
help-calendar-before = 倒推：起算日是某项活动的日期，算出最迟应提前到哪一天
help-calendar-working = 只计工作日
help-calendar-first-day-counts = 开始的当日计为第一日
help-shared-table = 工作日历文件，补充自带的日历或者代替其中一年；可多次指定
    .value = 文件

calendar-because = 理由
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
error-no-holiday-table = 无法回答：缺少 { $year } 年的工作日历
error-not-a-holiday-table = “{ $path }”不是工作日历文件
hint-holiday-table = 请按国务院办公厅的通知编写当年的工作日历，用 --table 文件 指定；格式见 `liuhen calendar --help`
note-table-replaced = “{ $path }”的工作日历取代程序自带的 { $year } 年日历
