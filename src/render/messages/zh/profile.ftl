# 程序规则：帮助、列表、解释、检查、启用。
help-profile = 程序规则：列出、查看、检查、解释、新建、启用
    .long = 程序规则以数据写明本地对重大行政决策程序的要求，决策及其记录按其评判。由根持有人启用；决策开立时钉住当时生效的文本，此后的改动不影响对它的评判。
help-profile-list = 列出程序自带的和本账本已启用的程序规则
    .example = liuhen profile list
help-profile-show = 显示程序规则的全文，与启用时逐字节相同
    .example =
        liuhen profile show cn-order-713
        liuhen profile show cn-order-713 --at @41
        liuhen profile show cn-township --source
help-profile-show-profile = 程序规则的标识；程序自带的优先，其次为本账本所启用的
    .value = 规则标识
help-profile-show-at = 本账本登记此条时生效的文本
    .value = 序号
help-profile-show-adopted = 本账本现行生效的文本
help-profile-show-source = 程序自带文件的原样，含注释，且不与其基础规则合并
help-profile-check = 检查程序规则能否成立，一次列出全部问题
    .example = liuhen profile check my-county.toml
help-profile-check-file = 程序规则文件
    .value = 文件
help-profile-explain = 逐条解释程序规则的要求
    .long = 每条列明代码、条款、严重程度、要求、规则种类及其参数、何时适用、如何补救。
    .example =
        liuhen profile explain cn-order-713
        liuhen profile explain my-county.toml A05
help-profile-explain-code = 只解释此代码的规则
    .value = 代码
help-profile-new = 写出一份新的程序规则，以自带的为基础，未改动即可使用
    .long = 文件中另有各地通常自行规定的天数、人数、比例，均已注释，去掉注释并改动即可。
    .example =
        liuhen profile new my-county
        liuhen profile new my-town --from cn-township --out rules/my-town.toml
help-profile-new-id = 新规则的标识：字母、数字、`.`、`_`、`-`
    .value = 规则标识
help-profile-new-from = 作为基础的自带规则
    .value = 规则标识
help-profile-new-out = 写入的文件，不得已经存在；未指定时为当前文件夹中的“标识.toml”
    .value = 文件
help-profile-adopt = 启用程序规则，自此开立的决策按其评判
    .long = 由根持有人签名。以他规则为基础的，先合并为一份独立的文本；该文本存入账本，并作为附件列入记录。根持有人在他处时，用 --prepare 写出，由各人用 `liuhen sign` 签名，再用 `liuhen append` 入账。
    .example =
        liuhen profile adopt cn-order-713 --document 云府办发〔2026〕5号 --by root-1,root-2
        liuhen profile adopt my-county.toml --document 云府办发〔2026〕5号 --by root-1,root-2 --prepare adopt.json
help-profile-adopt-from = 文件所定的施行日
    .value = 日期
help-shared-profile = 程序规则：自带或者已启用规则的标识，或者以 `.toml` 结尾的文件
    .value = 规则
help-decision-open-profile = 评判该决策所依据的程序规则；未指明时为唯一已启用的一份
    .value = 规则标识
help-decision-open-no-profile = 不依据任何程序规则开立；账本已启用规则的，核验时列为问题
help-step-add-profile = 开立决策时：评判所依据的程序规则；未指明时为唯一已启用的一份
    .value = 规则标识
help-step-add-no-profile = 开立决策时：不依据任何程序规则
help-step-prepare-profile = 开立决策时：评判所依据的程序规则；未指明时为唯一已启用的一份
    .value = 规则标识
help-step-prepare-no-profile = 开立决策时：不依据任何程序规则
help-import-dossier-profile = 卷宗未写明 `profile` 时，评判所依据的程序规则
    .value = 规则标识
help-import-dossier-no-profile = 不依据任何程序规则登记

kind-adopt-profile = 启用程序规则
    .help = 由根持有人决定；自此开立的决策按其评判。
document-profile = 程序规则文本
event-profile = 程序规则
event-profile-from = 施行日
event-profile-text = 文本

profile-adds-up = { $path }：规则“{ $profile }”成立，共 { $rules } 条
profile-adopted = 本账本已启用
profile-base = 基础规则
profile-built-in = 程序自带
profile-id = 标识
profile-in-force = 现行
profile-none-adopted = （尚未启用任何程序规则）
profile-rules = 规则数
profile-since = 起始
profile-standing = 状态
profile-superseded = 至第 @{ $seq } 条为止
profile-title = 名称
profile-unreadable = （文本无法读取）

note-profile-adopted = “{ $profile }”由第 @{ $seq } 条启用，BLAKE3 { $blake3 }
note-profile-built-in = “{ $profile }”为程序自带，合并为一份后 BLAKE3 { $blake3 }
note-profiles-without-ledger = 此处没有账本，只列出程序自带的规则

profile-withhold = 公开版不予公开
profile-withhold-records = { $what }（整条记录）：{ $ground }（{ $article }）
profile-withhold-documents = 密封的{ $what }：{ $ground }（{ $article }）
profile-withhold-documents-of = { $kinds }中密封的{ $what }：{ $ground }（{ $article }）
profile-erasure = 销毁须签署
profile-erasure-always = 至少两人、两个职务，其中一人为档案工作人员
profile-erasure-group = { $offices }，由另一人签署
profile-erasure-persons = 共 { $count } 人
profile-always = 每项决策
profile-applies = 适用
profile-article = 依据
profile-effective = 施行日
profile-field-of = { $kind }·{ $field }
profile-kind-of-rule = { $words }（{ $slug }）
profile-legal-basis = 法律依据
profile-levels = 适用层级
profile-recorded = 登记时间
profile-resolve = 补救
profile-rule-kind = 规则种类
profile-unless = 不适用于（有其一）
profile-when = 适用于（须全部具备）

condition-holds = “{ $field }”为是，或者有内容
condition-not = 不属于：{ $what }
condition-says = “{ $field }”为“{ $word }”
condition-there = 有“{ $kind }”

## 检查

profile-mistake = 第 { $line } 行：{ $what }。{ $advice }
profile-mistake-in-rule = 第 { $line } 行（规则 { $rule }）：{ $what }。{ $advice }

profile-flaw-backwards = “{ $name }”早于“{ $other }”
    .advice = 请核对两个日期
profile-flaw-base = 没有可作基础的规则“{ $name }”
    .advice = `base` 只能是程序自带的规则，见 `liuhen profile list`
profile-flaw-circle = “{ $name }”须早于“{ $other }”，而其他规则的要求正好相反
    .advice = 请逐条核对先后顺序，改正或者删去其中一条
profile-flaw-code = “{ $name }”不能用作规则代码
    .advice = 代码只用字母、数字、`.` 和 `-`，至多 40 个字符
profile-flaw-code-twice = 代码“{ $name }”出现两次
    .advice = 请为其中一条另取代码
profile-flaw-day = “{ $name }”不是日期
    .advice = 请写成 2026-03-20；规则中写“种类”“种类.recorded”或者“种类.日期字段”
profile-flaw-drop = “{ $name }”没有规则“{ $other }”，无从删去
    .advice = 代码见 `liuhen profile explain { $name }`
profile-flaw-field = “{ $name }”没有“{ $other }”这样的字段
    .advice = 字段见 `liuhen step template { $name }`
profile-flaw-id = “{ $name }”不能用作规则标识
    .advice = 标识以字母或数字开头，其后为字母、数字、`.`、`_`、`-`，至多 64 个字符
profile-flaw-level = 没有层级“{ $name }”
    .advice = 层级见 `liuhen step template decision-open`
profile-flaw-missing = 缺少“{ $name }”
    .advice = 请补上
profile-flaw-never-withheld = “{ $name }”任何时候都不能不公开
    .advice = 公开版缺了它，其余内容无从评判；请删去
profile-flaw-withheld-twice = “{ $name }”重复规定不公开
    .advice = 同一内容只能有一种依据，请删去其中一处
profile-flaw-ground = 没有不予公开的依据“{ $name }”
    .advice = 依据见 `liuhen step template disclosure-review`
profile-flaw-document = 此处没有文件“{ $name }”
    .advice = 各种记录的文件见 `liuhen step template 种类`
profile-flaw-office = “{ $name }”不签署销毁记录
    .advice = 可以签署的职务见 `liuhen step template erasure`
profile-flaw-persons = “{ $name }”的人数不成立
    .advice = 销毁至少由两人、至多由八人签署
profile-flaw-other = 写法不成立（{ $words }）
    .advice = 请对照程序自带的规则改正：`liuhen profile show cn-order-713`
profile-flaw-record-kind = 没有记录种类“{ $name }”
    .advice = 种类见 `liuhen step kinds`
profile-flaw-reference = “{ $name }”不是“种类.字段”的写法
    .advice = 各种类的字段见 `liuhen step template 种类`
profile-flaw-rule-kind = 没有规则种类“{ $name }”
    .advice = 各规则种类见说明文档 docs/profiles.md；自带规则的用法见 `liuhen profile explain cn-order-713`
profile-flaw-share = “{ $name }”不是比例
    .advice = 请写成 `1/2`、`2/3` 这样的分数，加引号
profile-flaw-too-long = 文件过大（{ $words }）
    .advice = 请拆成几份，或者删去不用的部分
profile-flaw-unknown = 此处不能有“{ $name }”
    .advice = 可以写的：{ $rest }
profile-flaw-version = 版本“{ $name }”不是 `v1`
    .advice = 请写 `profile = "v1"`
profile-flaw-word = 所用的词不对（{ $words }）
    .advice = 可用的词见 `liuhen step template 种类`

error-profile = “{ $path }”不是成立的程序规则；需要改正的有 { $count } 处
error-no-such-profile = 没有程序规则“{ $profile }”
error-no-such-rule = 程序规则“{ $profile }”没有代码为“{ $code }”的规则
error-profile-text = 程序规则“{ $profile }”由第 @{ $seq } 条启用的文本无法取得
error-profile-text-missing = 所启用的程序规则“{ $profile }”，其文本不在账本中；未作任何改动
error-profile-other-id = 记录启用的是“{ $profile }”，而所附文本是“{ $found }”或者不是独立的文本；未作任何改动
error-profile-in-force = 程序规则“{ $profile }”的这份文本（BLAKE3 { $blake3 }）自第 @{ $seq } 条起已经生效；未作任何签名和存储
error-profile-not-adopted = 本账本没有启用程序规则“{ $profile }”；未作任何签名和存储
error-several-profiles = 本账本启用了多份程序规则（{ $profiles }），而未指明决策 { $decision } 按哪一份评判；未作任何签名和存储
error-two-profiles = 决策 { $decision } 的表单写明程序规则“{ $profile }”，与命令行不一致
error-nothing-to-pin = 没有要开立的决策，或者表单已在 `body.profile` 中钉住规则，因此不能用 { $option }

hint-codes = 代码有：{ $codes }
hint-name-profile = 请在表单正文之前写 `profile = "标识"`，或者用 `--profile 标识` 指明；确不依据规则的，用 `--no-profile`
hint-profile-adopt = 用 `liuhen profile list` 查看程序自带的规则，用 `liuhen profile adopt` 启用
hint-profile-check = 改正后可用 `liuhen profile check 文件` 检查
hint-profile-new = 编辑后检查：liuhen profile check { $path }；启用：liuhen profile adopt { $path } --document 文件 --by 密钥
hint-profiles = 程序自带和本账本已启用的有：{ $profiles }
hint-profiles-adopted = 本账本已启用的有：{ $profiles }

told-profile-new = 新的程序规则已写入 { $path }

note-adopt-changes = 与第 @{ $seq } 条启用的“{ $profile }”相比：新增 { $added }；改动 { $changed }；删去 { $dropped }
note-adopt-first = 本账本首次启用“{ $profile }”，共 { $rules } 条规则
note-no-profile = 本账本尚未启用任何程序规则，决策 { $decision } 不依据规则开立，其程序不作评判
warning-profile-before-unreadable = “{ $profile }”由第 @{ $seq } 条启用的文本无法读取，因此不列出差别
warning-profile-level = 程序规则“{ $profile }”不适用于该层级：{ $level }
warning-profile-unreadable = 程序规则“{ $profile }”的文本无法读取，该决策的程序将无从评判

## 新建的文件

profile-new-head = 程序规则 { $id }，以 { $base } 为基础（{ $title }）。
profile-new-withhold = 公开版按规则不予公开的内容：写明整类记录（kinds）或者密封附件（documents）、依据和条款。写了就取代所依据规则的全部此类内容。
profile-new-erasure = 销毁密封附件须由谁签署：offices 每组一人，各不相同；threshold 为总人数。任何规则都不能少于两人、两个职务、其中一人为档案工作人员。
profile-new-works = 本文件未改动即可使用：基础规则的每一条都适用。
profile-new-marks = 去掉行首的“#”即为启用该行；“# ”开头的是说明。与基础规则代码相同的规则取代该条，代码不同的为新增。
profile-new-check = 检查：liuhen profile check；逐条解释：liuhen profile explain；启用：liuhen profile adopt。
profile-new-title = 名称，中英文各一。
profile-new-levels = 适用层级，开立决策时与其核对：
profile-new-effective = 施行日。
profile-new-legal-basis = 法律依据，逐项列出。
profile-new-drop = 不适用的基础规则，按代码列出。
profile-new-rules = 以下为各地通常自行规定天数、人数、比例的规则。
profile-new-rule = 规则种类：{ $kind }。
profile-new-rule-of-other = 规则种类：{ $kind }。基础规则没有这一种；此例取自 { $profile }。

## 规则种类

rule-kind-absent-wrote = 缺席的应当提交书面意见
rule-kind-adoption = 意见逐条有采纳情况，不采纳的有理由
rule-kind-after-inspection = 检查通知之后登记的此前事实
rule-kind-attendance = 听证代表到会比例
rule-kind-backwards = 日期自相矛盾：依据晚于事实，事实晚于登记
rule-kind-burst = 不同日期的事实在短时间内集中登记
rule-kind-claims = 所称数目与实际数目相符
rule-kind-closed = 会议结束之后不再插入
rule-kind-complete = 字段齐全
rule-kind-count = 数目不少于、不多于，或者为单数
rule-kind-declared-late = 注明补录的记录
rule-kind-dissent-kept = 不同意见如实载明
rule-kind-draft-match = 前后两步所涉的草案为同一版本，或者其间的改动已有交代
rule-kind-draft-swap = 征求意见期间不更换草案
rule-kind-first-body = 某类会议先于另一类会议召开
rule-kind-follow-up = 某项记录之后须有后续记录
rule-kind-hearing-signed = 听证参加人签字
rule-kind-independence = 一方不得与另一方为同一单位或个人
rule-kind-lapse = 搁置逾期的议题自行失效
rule-kind-late-entry = 逾期登记须注明补录
rule-kind-majority = 决定与多数意见
rule-kind-minutes-agree = 决定、会议记录与会议纪要一致
rule-kind-one-body = 不同会议分别记录
rule-kind-one-key-one-office = 同一密钥不以两个职务签名
rule-kind-one-lead = 牵头单位只有一个
rule-kind-order = 一日不得晚于另一日
rule-kind-package = 上会材料齐全
rule-kind-period = 两日之间的天数
rule-kind-positions = 出席的组成人员均有表态
rule-kind-present = 某项记录之前须有另一项记录
rule-kind-quorum = 到会的组成人员比例
rule-kind-roster-kept = 会议名册事后不得更改
rule-kind-rush = 各环节过于密集
rule-kind-sealed = 含个人信息的附件密封
rule-kind-separation = 同一人不签署两种记录
rule-kind-share = 某类所占比例
rule-kind-signed-by = 须由某职务签署
rule-kind-speaking-order = 发言次序
rule-kind-tally = 所载票数与各人表态相符
rule-kind-unanimity = 多次会议从无不同意见
rule-kind-value = 字段须为某些词之一
rule-kind-voters = 只有组成人员表态

## 规则的参数

rule-param-across-days = 不同日期的也算
rule-param-after = 之后
rule-param-also = 另可为
rule-param-always = 一律须有
rule-param-any = 以下之一
rule-param-awaited = 等待其发生
rule-param-base = 以何为基数
rule-param-before-event = 自活动日倒推
rule-param-by = 之前
rule-param-covered-by = 可由此交代
rule-param-days = 天数
rule-param-distinct = 按此字段去重
rule-param-earlier = 在前
rule-param-every = 须反复发生
rule-param-excused-by = 写明此项的除外
rule-param-exempt = 除外
rule-param-field = 字段
rule-param-fields = 字段
rule-param-first = 在先
rule-param-first-day-counts = 首日计入
rule-param-from = 自
rule-param-head-last = 行政首长最后发言
rule-param-head-may-override = 行政首长可另作决定并说明理由
rule-param-head-not-first = 行政首长不先发言
rule-param-inclusive = 恰好达到即可
rule-param-later = 在后
rule-param-least = 不少于
rule-param-meeting-kinds = 会议种类
rule-param-meetings = 会议次数
rule-param-minutes = 分钟
rule-param-mode = 方式
rule-param-more-than = 须达到
rule-param-most = 不超过
rule-param-not-among = 不得属于
rule-param-note-suffices = 有总的说明即可
rule-param-number = 所载数目
rule-param-odd = 须为单数
rule-param-of = 所计
rule-param-offices = 职务
rule-param-one = 一种记录
rule-param-one-of = 须为
rule-param-other = 另一种记录
rule-param-partly-needs-reason = 部分采纳的也须有理由
rule-param-record = 记录
rule-param-records = 记录数
rule-param-recused-count = 回避的人计入应到
rule-param-roles = 附件类别
rule-param-roll-over = 最后一日为休息日的顺延
rule-param-rows = 名单
rule-param-same-draft = 须为同一版草案
rule-param-signed = 须本人签名
rule-param-steps = 环节数
rule-param-stops = 等待答复期间中止计算
rule-param-substantive-only = 只看实质性修改
rule-param-then = 在后
rule-param-to = 至
rule-param-together = 可由一把密钥兼任
rule-param-unit = 计算单位
rule-param-until = 直至
rule-param-weight = 以此数计
rule-param-what = 核对
rule-param-when = 条件
rule-param-where = 仅限
rule-param-where-true = 其中
rule-param-who = 何者
rule-param-within = 期限（日）
rule-param-word = 词
rule-param-words = 计为不同意见的表态
rule-param-written-counts = 提交书面意见的计为到会

rule-value-calendar = 自然日
rule-value-comments = 公众意见
rule-value-days = 所称天数
rule-value-experts = 专家意见
rule-value-head-decides = 行政首长决定
rule-value-hearing = 听证意见
rule-value-majority = 多数决定
rule-value-present = 到会人数
rule-value-representatives = 代表名额
rule-value-returns = 问卷和参加人数
rule-value-review = 合法性审查意见
rule-value-should-attend = 应到人数
rule-value-units = 单位意见
rule-value-votes = 票数
rule-value-working = 工作日
