# 程序评判：查出的问题、不能判定的规则、尚待办理的事项，以及有关命令的用语。
help-shared-as-of = 以哪一日为准判断是否逾期（2026-03-20）；未指定时为账本最后一条的登记日
    .value = 日期
help-shared-despite = 明知违反某条规则而仍要登记：规则代码、等号、理由；可多次指定，写入经签署的记录
    .value = 代码=理由

help-decision-audit = 核查一项决策的程序，逐条列出问题
    .long =
        按本决策启动时载明的程序规则核查，每个问题列明代码、严重程度、依据、涉及的记录、应有情形与实际情形，以及如何补救。登记时说明的理由和其后的处理列在旁边，问题本身永不删除。
        查出严重或者中等的问题时退出码为 20，只有提示或者没有问题时为 0。没有载明程序规则的，可以用 --profile 指定。
    .example =
        liuhen decision audit 2026-003
        liuhen decision audit 2026-003 --profile cn-township --as-of 2026-06-30
help-decision-audit-decision = 决策编号
    .value = 决策
help-decision-audit-profile = 改按这套程序规则核查：程序自带或者已采用的编号，或者以 `.toml` 结尾的文件
    .value = 程序规则
help-decision-status = 一项决策办到哪里，还缺什么，由谁签署，何时到期
    .long = 列出各环节的进展、尚待办理的事项及其期限和签署职务，以及如果当日就上会还缺什么（条例第二十九条的材料等）。
    .example =
        liuhen decision status 2026-003
        liuhen decision status 2026-003 --as-of 2026-04-01
help-decision-status-decision = 决策编号
    .value = 决策
help-decision-status-as-of = 以哪一日为准（2026-03-20）；未指定时为当日
    .value = 日期
help-findings = 在全部决策中检索查出的程序问题
    .long = 各项决策按其启动时载明的程序规则核查。检索到问题时退出码为 20，没有检索到时为 0。
    .example =
        liuhen findings --severity serious
        liuhen findings --rule A02,A14 --since 2026-01-01 --format json
        liuhen findings --office legality-reviewer --decision 2026-003
help-findings-severity = 此严重程度及更严重的
    .value = 程度
help-findings-rule = 只列这些规则的，用逗号分隔
    .value = 代码
help-findings-office = 只列涉及以此职务签署的记录的
    .value = 职务
help-findings-since = 只列涉及此日及以后登记的记录的
    .value = 日期
help-findings-decision = 只查此项决策
    .value = 决策

word-any-of = { $first }或者{ $last }

standing-broken = 不符合
standing-borderline = 临界

judgement-answered = 已有处理
judgement-article = 依据
judgement-before = 须先于
judgement-borderline = 首日计入才符合，首日不计入则不足
judgement-borderline-label = 临界
judgement-corrected = 已更正
judgement-despite = 明知仍登记
judgement-due = 期限
judgement-due-day = { $day } 前（含当日）
judgement-expected = 应有情形
judgement-field = { $kind }“{ $field }”
judgement-found = 实际情形
judgement-overdue = { $day }，已逾期
judgement-records = 涉及记录
judgement-resolutions = 处理情况
judgement-resolve = 补救办法
judgement-rule = { $text }（{ $article }）
judgement-signs = 由谁签署
judgement-since = 起因
judgement-text = 要求
judgement-to-come = 拟登记的 { $record }
judgement-why = 理由

procedure-found = 查出的问题
procedure-judged = 按程序规则核查的决策事项
procedure-kept = 核查后符合的规则（各事项合计）
procedure-title = 程序评判
procedure-unanimous = { $code }  { $organ }：{ $meetings } 次会议、{ $positions } 份表态，无一不同意见。{ $text }
procedure-undecided = 不能判定的规则（不算符合）
procedure-without-profile = 未载明程序规则、未核查的决策事项

audit-counts = 符合 { $kept }，不能判定 { $undecided }，不适用 { $other }
audit-findings = 查出的问题（{ $count }）
audit-only-procedure = 以上只就程序而言，依据账本所载的记录；账本是否完好，由 `liuhen verify` 核验。
audit-open = 尚待办理（{ $count }）
audit-rules = 规则
audit-undecided = 不能判定（{ $count }，不算符合）

case-as-of = 截至
case-by-another = 按命令指定的程序规则核查；本决策启动时载明的是：{ $pinned }
case-not-checked = 本决策没有可据以核查的程序规则，程序未核查
case-profile = 程序规则
case-table-differs = { $year } 年：按第 @{ $seq } 条启用的；另有不同的：{ $others }
case-table-unreadable = { $year } 年：第 @{ $seq } 条启用的无法读取
case-tables = 工作日历

draft-changed = 其间改动：{ $version }（#{ $number }，{ $substance }）：{ $changes }
draft-decided = 表决、决定的
draft-issued = 公布的
draft-no-text = （没有公开引用的正文）
draft-not-substantive = 非实质性修改
draft-reviewed = 审查的
draft-same = 与前一环节为同一文本
draft-shown = 公众看到的
draft-substance-unsaid = 未说明是否实质性修改
draft-substantive = 实质性修改
draft-title = 草案同一性

findings-summary = 查出 { $found } 个问题；核查决策事项 { $judged } 项，未能核查 { $without } 项

progress-ahead = 未到
progress-done = 已办
progress-missing = 应办未办
progress-not-needed = 未要求
progress-open = 待办
progress-under-way = 在办

status-at-meeting = 如果在 { $day } 就上会（{ $kind }），尚有以下欠缺
status-found = 已查出的问题
status-nothing-missing = 没有查出欠缺
status-stages = 各环节

word-reason = 理由

warning-foreseen = 这一步登记后，将查出以下 { $count } 个问题
warning-no-such-rule = 核查所用的各程序规则中都没有代码为 { $rule } 的规则
warning-not-judged = 决策 { $decision } 载明的程序规则无法读取，程序未核查：{ $what }

error-despite-unknown = 程序规则 { $profile } 中没有代码为 { $rule } 的规则，不能对它说明理由
error-serious = 这一步将严重违反程序规则（{ $codes }），而没有说明理由；什么也没有签署，什么也没有存入
hint-audit = 已查出的问题见 `liuhen decision audit { $decision }`
hint-audit-profile = 可用 --profile 指定程序规则来核查，例如 `liuhen decision audit { $decision } --profile cn-order-713`
hint-despite = 确需登记的，在原命令后加上：{ $options }，把“理由”换成实际的理由；理由将写入经签署的记录
hint-despite-codes = 该程序规则中的代码有：{ $codes }
hint-despite-form = 也可以写在表单里：[[despite]]，rule = "{ $code }"，reason = "……"

# 规则的各种说法；每条的变量由规则给定。
said-condition-unknown = 是否属于本条适用的情形，补录时已无从查明
said-order-lies-after = { $first }为 { $day }
said-order-not-after = { $first }不晚于{ $then }（{ $day }）
said-present-before = 在“{ $by }”之前，已经办理并登记{ $kinds }（对照{ $record }）
said-present-happened-later = { $record }直到 { $day } 才发生
said-present-none = 没有{ $kinds }的记录
said-present-recorded-later = { $record }所述之事发生在先，但直到 { $time } 才登记
said-value-flag = { $field }：{ $word ->
        [true] 是
        [false] 否
       *[other] { $word }
    }
said-value-one-of = { $field }为{ $words }
said-value-says = { $record }载明：{ $word }
said-value-unknown = { $record }系补录，{ $field }已无从查明

## 严重程度与性质

severity-signal = 提示
severity-medium = 中
severity-serious = 严重

nature-procedure = 程序瑕疵
nature-record = 记录瑕疵
