# 程序核查：查出的问题、不能判定的规则、尚待办理的事项，以及有关命令的用语。
word-any-of = { $first }或者{ $last }

severity-serious = 严重
severity-medium = 中
severity-signal = 提示

nature-procedure = 程序瑕疵
nature-record = 记录瑕疵

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
judgement-why = 理由

procedure-found = 查出的问题
procedure-judged = 按程序规则核查的决策事项
procedure-kept = 核查后符合的规则（各事项合计）
procedure-title = 程序核查
procedure-undecided = 不能判定的规则（不算符合）
procedure-without-profile = 未载明程序规则、未核查的决策事项

# 规则的各种说法；每条的变量由规则给定。
said-condition-unknown = 是否属于本条适用的情形，补录时已无从查明
said-order-lies-after = { $first }为 { $day }
said-order-not-after = { $first }不晚于{ $then }（{ $day }）
said-present-before = 在{ $by }（{ $record }）之前，已经办理并登记{ $kinds }
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
