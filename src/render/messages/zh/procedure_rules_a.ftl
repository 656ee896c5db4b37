# 规则（期间、人数、会议）的结论用语：应当如何、查到什么、为何不能判断。记录显示为“#12 合法性审查意见”。

## absent-wrote
said-absent-wrote = 应当提交意见而缺席{ $meeting }的，已提交书面意见
said-absent-wrote-not = 未提交的有：{ $people }

## attendance
said-attendance-least = 实到听证代表应达到应到代表的{ $share }
said-attendance-came = 应到 { $due } 人，实到 { $present } 人
said-attendance-unknown = { $record }的应到或者实到人数已无从查考

## closed
said-closed-nothing-after = { $record }之后，不得再有该次会议的记录
said-closed-recorded-after = { $record }登记于 { $time }，在会议结束之后
said-closed-once = 一次会议只结束一次，已有{ $record }
said-closed-again = { $record }再次结束会议
said-closed-opened-again = { $record }以同一届次“{ $number }”再次开会
said-closed-says = { $record }载明会议共有 { $number } 条记录
said-closed-there-are = 账本中实有 { $number } 条

## count
said-count-least = { $what }不少于 { $number }
said-count-most = { $what }不多于 { $number }
said-count-odd = { $what }应为单数
said-count-is = 实有 { $number }
said-count-recorded-later = 届时已登记 { $number }；连同事后登记的，共 { $all }
said-count-unknown = { $record }中，{ $what }的数目已无从查考

## deadline
said-deadline-within = 自{ $since }（{ $day }）起 { $days } 日内，应有：{ $what }
said-deadline-within-working = 自{ $since }（{ $day }）起 { $days } 个工作日内，应有：{ $what }
said-deadline-overdue = 最后期限为 { $due }；截至 { $day }，仍无记录
said-deadline-late = { $record }，{ $day }
said-deadline-inexact = 结论取决于 { $from } 至 { $to } 之间的确切日期，而确切日期不明
said-deadline-no-table = 没有 { $year } 年的节假日安排，不能计算工作日
said-deadline-out-of-range = 自 { $day } 起的期间无法计算

## dissent-kept
said-dissent-kept-all = { $record }应载明全部 { $number } 份不同意见（{ $people }）
said-dissent-kept-says = { $record }载明 { $number } 份
said-dissent-kept-stated = { $record }中，组成人员的不同意见各有其表态记录，共 { $number } 份
said-dissent-kept-own-word = { $record }由{ $person }本人签名，表态为“{ $position }”
said-dissent-kept-minuted-as = { $record }记为“{ $position }”
said-dissent-kept-unknown = { $record }所载的不同意见份数已无从查考

## first-body
said-first-body = { $meeting }之前开过下列会议之一：{ $kinds }
said-first-body-none = { $meeting }之前没有开过
said-first-body-later = { $meeting }到{ $day }才召开
said-first-body-recorded-later = { $meeting }到{ $time }才登记
said-first-body-unknown = { $meeting }是哪一类会议已无从查明

## follow-up
said-follow-up-gap = { $from } 至 { $to } 之间没有
said-follow-up-unanswered = 直至 { $day }的{ $record }，一直没有
said-follow-up-unknown = { $record }的有关内容已无从查考

## lapse
said-lapse-within = { $record }“{ $word }”后 { $days } 日内可以再次提出，逾期失效
said-lapse-taken-up = { $day }再次提出：{ $record }

## majority
said-majority-reasons = { $record }与组成人员多数人的意见不一致的，应当说明理由
said-majority-no-reasons = { $record }决定“{ $outcome }”，而组成人员赞成 { $approve }、不赞成 { $oppose }，且未说明理由
said-majority-says-differs = { $record }自称与多数人意见不一致，而未说明理由
said-majority-said-so = { $record }应如实写明是否与多数人意见不一致
said-majority-says-agrees = { $record }称与多数人意见一致，而其决定为“{ $outcome }”，组成人员赞成 { $approve }、不赞成 { $oppose }
said-majority-votes = 赞成票应超过 { $base } 人的{ $share }
said-majority-votes-inclusive = 赞成票应达到 { $base } 人的{ $share }
said-majority-carried = { $record }称“{ $outcome }”，赞成 { $votes } 票
said-majority-unknown = { $record }的到会组成人员中，{ $silent } 人的表态没有记录
said-majority-outcome-unknown = { $record }的有关内容已无从查考

## meeting
said-meeting-roster-unknown = { $record }的应到、实到人员已无从查考
said-meeting-kind-unknown = { $record }属于哪一类会议已无从查考

## minutes-agree
said-minutes-agree-outcome = { $record }：“{ $outcome }”
said-minutes-agree-dissents = { $record }：不同意见 { $number } 份
said-minutes-agree-conditions = 附带条件与{ $record }一致
said-minutes-agree-left-out = { $record }缺少：{ $conditions }
said-minutes-agree-put-in = { $record }增加了：{ $conditions }
said-minutes-agree-unknown = { $record }的有关内容已无从查考

## one-body
said-one-body-same = { $record }：“{ $number }”为{ $meeting }
said-one-body-other = { $record }：同一届次“{ $number }”又为{ $meeting }

## period
said-period-least = { $from }至{ $to }不少于 { $days } 日
said-period-least-working = { $from }至{ $to }不少于 { $days } 个工作日
said-period-lasted = { $from } 至 { $to }：首日不计为 { $days } 日，首日计入为 { $inclusive } 日
said-period-lasted-working = { $from } 至 { $to }：首日不计为 { $days } 个工作日，首日计入为 { $inclusive } 个工作日
said-period-unknown = { $from }至{ $to }的期间，有关内容已无从查考

## positions
said-positions-each = { $record }的每名到会组成人员在会议结束前均有表态记录
said-positions-each-signed = { $record }的每名到会组成人员在会议结束前均有本人签名的表态
said-positions-none = 没有表态的有：{ $people }
said-positions-recorded-later = { $people }的表态在{ $closing }之后才登记

## quorum
said-quorum-least = { $record }：到会组成人员应达到应到人数的{ $share }
said-quorum-more-than = { $record }：到会组成人员应超过应到人数的{ $share }
said-quorum-came = 应到 { $due } 人，到会 { $present } 人；未到：{ $absent }

## share
said-share-least = { $what }应占{ $share }以上
said-share-most = { $what }不得超过{ $share }
said-share-is = { $whole } 之中为 { $part }
said-share-unknown = { $what }没有写明，所占比例不能判断

## speaking-order
said-speaking-order-last = { $record }：行政首长最后发言
said-speaking-order-not-first = { $record }：行政首长不首先表态
said-speaking-order-spoke-after = 首长已在{ $record }表态，此后发言的有：{ $people }
said-speaking-order-recorded-after = 首长的{ $record }登记在先，此后登记的有：{ $people }
said-speaking-order-unknown = 行政首长与下列人员发言的先后不明：{ $people }

## tally
said-tally-positions = { $record }的表态（同意、修改后同意、不同意、暂缓、保留、弃权）：{ $numbers }
said-tally-says = { $record }（同意、修改后同意、不同意、暂缓、保留、弃权）：{ $numbers }
said-tally-rows = { $record }的逐人票（同意、不同意、弃权、无效）：{ $numbers }
said-tally-ballot-says = { $record }的票数（同意、不同意、弃权、无效）：{ $numbers }
said-tally-there = { $record }有表决权的不多于 { $number } 人
said-tally-voted = { $record }共有 { $number } 票
said-tally-same = { $record }表态为“{ $position }”
said-tally-vote = { $record }中，{ $person }投“{ $vote }”
said-tally-unknown = { $record }的票数或者部分表态没有记录，不能核对

## voters
said-voters-member = { $record }上只有到会的组成人员表态、表决
said-voters-not-listed = { $record }：{ $person }不在会议名册上
said-voters-attends = { $record }：{ $person }以“{ $office }”列席，不是组成人员
said-voters-absent = { $record }：{ $person }未到会
said-voters-recused = { $record }：{ $person }已回避
said-voters-handed-in-late = { $record }：{ $person }的书面意见于 { $day } 才提交，会议已经结束
said-voters-of-meeting = { $record }应属于本决策的一次会议
said-voters-no-meeting = { $record }所写的会议不在本决策之中
