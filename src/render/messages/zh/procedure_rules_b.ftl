# 规则的各种说法：草案同一性、意见采纳、签名、材料、登记时间。读在“应当”“查明”“理由”之后。

# 意见的采纳：每条有去向，不采纳有理由。
said-adoption-each-comment = { $record }所收 { $received } 条意见逐条载明处理结果
said-adoption-rows = 采纳情况表载有 { $rows } 条意见的处理结果
said-adoption-rows-and-note = 采纳情况表仅载有 { $rows } 条意见的处理结果，另以文字说明归并情况
said-adoption-no-more = 不超过{ $record }载明的收到意见数（{ $received } 条）
said-adoption-registered = 逐条登记的意见有 { $registered } 条
said-adoption-reason = { $record }对未予采纳的意见逐条说明理由
said-adoption-no-reason = 未采纳而未说明理由：{ $rows }
said-adoption-each-opinion = 每份专家论证意见均载明研究采纳情况
said-adoption-left-out = { $record }未涉及下列意见：{ $opinions }
said-adoption-no-table = 至{ $record }时，下列意见尚无研究采纳情况：{ $opinions }
said-adoption-handled = { $record }对每项意见载明处理结果
said-adoption-not-handled = 未载明如何处理：{ $rows }
said-adoption-each-suggestion = { $record }提出的 { $count } 条修改意见逐条答复
said-adoption-answered = 答复了 { $rows } 条
said-adoption-dispute-told = { $record }载明未达成一致的分歧及处理情况
said-adoption-dispute-untold = 有不同意见而未载明分歧和处理情况的单位：{ $units }
said-adoption-unknown = { $record }补录时已无从查明意见及其处理情况

# 检查通知之后的登记。
said-after-inspection-before = { $day }以前发生的事，在{ $notice }之前即已登记
said-after-inspection-after = 检查通知之后才登记的有 { $count } 条，其中声明补录的 { $declared } 条

# 日期先后。
said-backwards-stands-on = { $record }（{ $day }）所依据的事项发生在先
said-backwards-happened-later = { $record }所述之事直到 { $day } 才发生
said-backwards-by-then = 登记时（{ $recorded }）事情已经发生
said-backwards-yet-to-come = 载明发生于 { $day }

# 集中登记。
said-burst-spread = 事发时登记：不在 { $minutes } 分钟内集中登记 { $days } 个以上不同日期的事项，或者声明补录
said-burst-together = 自 { $from } 至 { $to } 登记了 { $count } 条，涉及 { $days } 个不同日期，均未声明补录

# 数字自相矛盾。
said-claims-days = { $record }所称天数（{ $days } 天）与起止日期相符
said-claims-dates = 自 { $from } 至 { $to }：首日不计为 { $natural } 天，首日计入为 { $inclusive } 天
said-claims-total = { $field }为 { $total }
said-claims-sum = { $field }合计为 { $sum }
said-claims-rows = { $field }中计有 { $rows }
said-claims-at-most = { $field }不超过 { $total }
said-claims-chosen = 与{ $record }所列代表人数（{ $total } 人）一致
said-claims-due = { $record }载明应到 { $sum } 人
said-claims-unknown = { $record }补录时已无从查明{ $field }

# 要素齐全。
said-complete-has = 载明{ $field }
said-complete-lacks = { $record }缺少{ $field }
said-complete-rows-lack = { $record }缺少{ $field }，所在行：{ $rows }
said-complete-unknown = { $record }补录时已无从查明{ $field }

# 声明的补录。
said-declared-late-in-time = 事情发生后 { $days } 日内登记
said-declared-late = 补录 { $count } 条，最长迟 { $days } 日；所述理由：{ $reason }

# 草案同一。
said-draft-match-same = { $later }所针对的草案，与{ $record }所针对的{ $draft }为同一文本（前者须与最近一次{ $earlier }一致）
said-draft-match-other = { $record }针对的是{ $draft }
said-draft-match-not-covered = { $record }针对的是{ $draft }，其间的修改没有{ $kinds }予以涵盖
said-draft-match-unsaid = { $record }未载明所针对的草案版本
said-draft-match-substance-unsaid = 自{ $from }至{ $to }，有版本未载明修改是否为实质性修改

# 征求意见期间更换草案。
said-draft-swap-one-text = { $record }征求意见期间（至 { $to }）只就{ $draft }征求意见
said-draft-swap-overlaps = { $record }自 { $from } 起另就{ $draft }征求意见，且未声明取代前一公告
said-draft-swap-anew = { $record }更换草案后重新起算期限，不早于其发布之日（{ $day }）
said-draft-swap-not-anew = 期限仍自 { $from } 起算
said-draft-swap-least = { $record }更换草案后征求意见不少于 { $days } 日，或者在公告中说明缩短的理由
said-draft-swap-short = 自 { $from } 至 { $to }，计 { $days } 日，公告未说明理由
said-draft-swap-no-table = 没有 { $year } 年的节假日安排，无从计算工作日
said-draft-swap-unknown = { $record }补录时已无从查明草案版本或者期限

# 听证笔录的签名。
said-hearing-signed-all = { $record }由到会的 { $present } 名听证参加人逐一签名确认，或者载明拒绝签名
said-hearing-signed-only = 签名 { $signed } 人，拒绝签名 { $refused } 人
said-hearing-signed-no-more = 签名与拒绝签名的人数不超过{ $record }载明的到场人数（{ $present } 人）
said-hearing-signed-unknown = { $record }补录时已无从查明到会或者签名人数

# 独立、回避。
said-independence-apart = { $who }所载不在{ $among }之列
said-independence-same = “{ $name }”见于{ $record }，也见于{ $other }
said-independence-unknown = { $record }补录时已无从查明{ $field }

# 登记及时。
said-late-entry-within = 自事情发生（{ $day }）起 { $days } 日内登记，逾期的声明补录并说明理由
said-late-entry-after = { $recorded }登记，已逾 { $days } 日，未声明补录
said-late-entry-no-table = 没有 { $year } 年的节假日安排，无从计算工作日

# 一钥一职、职责分离、签署。
said-one-key-one-office = 同一把密钥（{ $key }）在本事项中只以一个职务签署
said-one-key-one-office-two = 在{ $record }以{ $first }签署，又在{ $other }以{ $second }签署
said-separation-apart = 签署{ $one }的人不签署{ $other }
said-separation-both = { $signer }签署了{ $records }
said-signed-by-least = { $kind }由{ $offices }中至少 { $least } 人签署
said-signed-by = { $record }有 { $count } 人如此签署

# 牵头单位。
said-one-lead = { $units } 个承办单位中，明确一个牵头单位
said-one-lead-none = 未明确牵头单位
said-one-lead-several = 有一个以上牵头单位：{ $leads }
said-one-lead-unknown = { $record }补录时已无从查明牵头单位

# 上会材料。
said-package-holds = 上会材料包括：{ $papers }
said-package-lacks = { $record }所列材料中没有：{ $papers }
said-package-listed = 载明{ $meeting }的上会材料
said-package-no-list = 会议和提请审议均未列出上会材料
said-package-known = { $record }所列材料在账本中均有记录
said-package-not-known = 没有记录的材料：{ $papers }
said-package-unknown = { $record }补录时已无从查明上会材料

# 名册被改
said-roster-kept-settled = { $record }的名册在{ $spoken }登记时已经确定
said-roster-kept-corrected = { $record }其后更改了：{ $fields }
said-roster-kept-same = 再次召开的同一次会议，组成人员与{ $record }一致
said-roster-kept-others = 只见于其中一份名册的有：{ $people }（{ $record }）
said-roster-kept-unknown = { $record }更改了什么，已无从查考

# 走过场的迹象：只列数字，不下结论。
said-rush-pace = 各环节有必要的时间；连续 { $steps } 个环节彼此相隔不超过 { $days } 日的，值得留意
said-rush-in-a-row = 自 { $from } 至 { $to }，连续办理了 { $steps } 个环节
said-rush-one-day = { $steps } 个环节都在 { $day } 一天之内办理
said-rush-comments = 公开征求意见收到意见
said-rush-no-comment = { $count } 次征求意见汇总，收到的意见均为 0 条
said-rush-own-words = 每人用自己的话说明理由
said-rush-same-words = { $one }与{ $other }文字相同：“{ $words }”

# 密封。
said-sealed = { $record }所附{ $role }予以密封
said-sealed-not = “{ $name }”未密封
