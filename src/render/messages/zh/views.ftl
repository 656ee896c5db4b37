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
warning-stream-broken-off = “{ $stream }”未能读到末尾
