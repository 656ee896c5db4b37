# 谁对什么负责：责任视图，以及年度数据。
help-who = 查看一项决策的每个步骤由谁负责
    .long =
        逐条列出：由谁、以何职务签署，签署人所称的发生时间和签署时间，登记时间及相隔天数，签署时依据哪些记录。其后按人列出密钥及所负责的步骤。
        会议记录所载表态显示为记录人的记载，他人补录的显示为登记者所录，均不显示为本人签署。此处不对账本作结论；结论由 `liuhen verify` 作出。
    .example =
        liuhen who 2026-003
        liuhen who 2026-003 --format json > who.json
help-who-decision = 决策编号
    .value = 决策

view-basis = 依据
view-before-it-happened = 登记日早于所称的发生日
view-corrected-by = 已由 { $by } 更正
view-days = { $count } 天
view-despite = 明知 { $rule } 仍登记：{ $reason }
view-dissent = 不同意见：{ $position }
view-entered = { $person }：{ $position }（由他人登记，非{ $person }本人签署）
view-entered-for = 由他人登记，非所述本人签署
view-happened = 发生（自述）
view-lag = 相隔
view-late = 补录：{ $why }
view-minuted = { $person }：{ $position }（记录人按会议记录所载登记，非{ $person }本人签署）
view-not-told = 未载明
view-number = 号
view-position = 表态：{ $position }
view-recorded = { $at }（相隔 { $days }）
view-signed-at = 签署（自述）

who-answerable = 责任人
who-steps = 步骤

help-person = 查看某人签署的全部记录（不同意见在前），以及他人记录中何处提到此人
    .long =
        依次列出：担任过的职务及密钥；本人签署的不同意见和执行前异议，理由全文显示；会议记录所载或由他人登记的表态，均如实注明；按决策列出的全部签署；他人记录中提到此人之处：主持人、审查人、签发人、专家、会议名册等。
        从未持有密钥的人，也可由他人记录查到。语句中的人名不在查找之列。
    .example =
        liuhen person 何铮
        liuhen person 何铮 --format json
help-person-person = 账本中此人的名称
    .value = 人员

error-no-such-person = 账本中既没有“{ $person }”签署的记录，也没有提到此人的记录
person-dissents = 本人签署的不同意见和异议：{ $count } 条
person-meeting = 会议
person-named-as = 提到时的身份
person-named-in = 他人记录中提到：{ $count } 条
person-not-signed = 会议记录所载或他人登记，非本人签署：{ $count } 条
person-offices = 担任职务：{ $count } 项
person-signed = 本人签署：{ $count } 条
view-changed-by = 其后已改变：以 { $by } 为准
view-says = 内容
warning-unreadable = 以下记录无法读取，其内容未计入：{ $names }

help-annual = 统计法治政府建设年度报告所需数据，每个数字均附所据条目
    .long =
        包括：启动、作出、公布的决策（按事项类别和级别），目录事项与启动情况，公开征求意见及意见采纳情况，听证，专家论证，风险评估，合法性审查（按结论），会议与议题，表态与不同意见，决策后评估。
        年度以事实终了之日为准，不以登记之日为准：补录的计入所述年度并注明。一项决策一年只计一次。本人签署的、会议记录所载的、他人补录的表态分别计数，不相加。已被更正的记录按签署时的内容计数并注明。记录没有载明的列为“未载明”，不按零计。
    .example =
        liuhen annual 2025
        liuhen annual 2025 --entries
        liuhen annual 2025 --profile cn-order-713 --format json > 2025.json
help-annual-entries = 列出每个数字所据条目（JSON 中始终列出）
help-annual-profile = 只统计适用此程序规则的决策
    .value = 程序规则
help-annual-year = 事实发生的年度
    .value = 年度

annual-began = { $year } 年开始
annual-elsewhere = 至本年度已开始、以后年度终了，计入终了年度
annual-figure-activities = 其他公众参与活动
annual-figure-against-majority = 行政首长的决定与多数意见不一致
annual-figure-agenda-items = 议题（一项决策上会一次计一个）
annual-figure-catalogue-items = 目录事项
annual-figure-catalogue-not-named = 启动时未写明目录的决策
annual-figure-catalogue-not-opened = 未启动的目录事项
annual-figure-catalogue-opened = 按目录启动的决策
annual-figure-catalogue-unmatched = 所写目录事项查不到的决策
annual-figure-closed = 未作决策即终结的事项
annual-figure-consultations = 公开征求意见
annual-figure-decided = 作出
annual-figure-dissents-entered = 不同意见（他人登记）
annual-figure-dissents-minuted = 不同意见（会议记录所载）
annual-figure-dissents-signed = 不同意见（本人签署）
annual-figure-evaluations = 决策后评估
annual-figure-expert-meetings = 专家论证会
annual-figure-expert-opinions = 专家论证意见
annual-figure-fair-competition-reviews = 公平竞争审查
annual-figure-hearing-representatives = 到会代表
annual-figure-hearing-views = 听证意见
annual-figure-hearings = 听证会
annual-figure-legality-opinions = 合法性审查意见
annual-figure-legality-rechecks = 修改后的合法性复核
annual-figure-meetings = 会议
annual-figure-not-published = 不予公布
annual-figure-opened = 启动
annual-figure-opinions-handled = 有处理结果的意见
annual-figure-opinions-received = 收到意见
annual-figure-opinions-unaccounted = 没有处理结果的意见
annual-figure-outcomes = 会议结果
annual-figure-positions-changed = 其后改变的表态
annual-figure-positions-entered = 表态（他人登记）
annual-figure-positions-minuted = 表态（会议记录所载）
annual-figure-positions-signed = 表态（本人签署）
annual-figure-published = 公布
annual-figure-risk-reports = 风险评估报告
annual-how = 年度以事实终了之日为准；共读取决策和目录 { $read } 项。
annual-mark-against = 签名或权限不成立 { $count } 条
annual-mark-corrected = 其后更正 { $count } 条
annual-mark-in-doubt = 存疑 { $count } 条
annual-mark-late = 补录 { $count } 条
annual-mark-not-told = 未载明 { $count } 条
annual-not-told = 无从得知
annual-of-profile = 只统计适用程序规则 { $profile } 的决策。
annual-title = { $year } 年重大行政决策统计  { $organ }
annual-total = 合计
