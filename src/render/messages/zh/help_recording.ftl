# 帮助：决策、记录、文件、卷宗。
help-shared-also = 一并签名的其他密钥，用逗号分隔，各以所任职务签名
    .value = 密钥
help-shared-citing = 表单以摘要引用了其记录的其他决策；写作 `2025-001#4` 的不必指明
    .value = 决策
help-shared-form = 表单（TOML 文件）；其中所列文件在表单所在文件夹中查找
    .value = 表单

help-decision = 开立、查看决策
help-decision-open = 以第一条记录开立决策或者目录
    .long = 只接受 `decision-open` 或者 `catalogue` 表单，其余与 `liuhen step add` 相同。
    .example =
        liuhen step template decision-open --out 启动.toml
        liuhen decision open 启动.toml --key office
help-decision-open-key = 以表单所填职务签名的密钥
    .value = 密钥

help-step = 登记、查看决策的各个步骤
help-step-kinds = 列出记录种类及签署职务
help-step-template = 写出某一种类的空白表单，各项附有说明
    .long =
        指定 --decision 的，账本已知的内容随即填好。首长的决定，除首长本人的意见外都会填好：会议、议项、草案、所依据的记录，以及按现有表态计出的票数，并注明各是谁的话。
        只有决定与多数人意见（按该决策的程序规则计）不一致时才要求理由；没有指定 --outcome 的，表单注明哪些结果属于不一致。
    .example =
        liuhen step template legality-opinion --out 审查意见.toml
        liuhen step template head-decision --decision 2026-003 --outcome passed --out 首长决定.toml
help-step-template-kind = 种类
    .value = 种类
help-step-template-decision = 所属决策
    .value = 决策
help-step-template-meeting = 首长的决定：所在会议的记录，如 #15；未指定时为首长尚未决定的最近一次会议
    .value = 记录
help-step-template-outcome = 首长的决定：决定的结果
    .value = 结果
help-step-template-out = 表单文件，不得已经存在；未指定时写到标准输出
    .value = 文件
help-step-add = 将表单连同文件签名入账
    .long =
        签名和存储之前先全面检查：表单中的全部差错、所列文件、所引记录、决策状况、密钥是否担任相应职务。
        决策载明了程序规则的，先列出这一步将被查出的问题；严重的须说明理由（--despite）才能签署，理由写入记录。
        然后存入文件，签名入账，并签署检查点。
    .example =
        liuhen step add 审查意见.toml --key zhangke
        liuhen step add 听证笔录.toml --key hearing-chair --also hearing-clerk
        liuhen step add 会议开始.toml --key recorder --despite 'A02=县长批示先行上会'
help-step-add-key = 以表单所填职务签名的密钥
    .value = 密钥
help-step-prepare = 将表单制成封套，送往他处签名
    .long = 表单所列文件此时即存入本账本，送出的只有封套。签署人执行 `liuhen sign`，账本管理人执行 `liuhen append`。
    .example = liuhen step prepare 审查意见.toml --as zhangke --out 审查意见.json
help-step-prepare-as = 将要签名的密钥，用逗号分隔，首个以表单所填职务签名；有公钥即可
    .value = 密钥
help-step-prepare-out = 封套文件，不得已经存在
    .value = 文件
help-step-sign = 与 `liuhen sign` 相同
help-step-sign-file = 封套文件
    .value = 文件
help-step-sign-key = 签名所用的密钥
    .value = 密钥
help-step-append = 与 `liuhen append` 相同
help-step-append-files = 封套文件
    .value = 文件
help-step-append-citing = 被引用记录所在的另一项决策
    .value = 决策
help-step-append-new-ledger-key = 新的账本密钥，用于更换账本密钥的情形
    .value = 密钥

help-evidence = 存入文件，检查已存入的文件
help-evidence-add = 在记录引用之前先行存入文件
    .long = `liuhen step add` 会自行存入表单所列文件。存入而未被引用的文件没有妨碍。
    .example = liuhen evidence add 笔录.pdf 录像.mp4
help-evidence-add-files = 文件
    .value = 文件
help-evidence-check = 重读已存入的每份文件，与其名称（即摘要）核对
    .long = 用于及早发现磁盘损坏；有文件不符时以 40 结束。记录对文件的引用是否正确，不在此列。
help-evidence-erase = 依账本中的销毁记录，销毁其所列密封附件
    .long = 先用 `liuhen step template erasure` 写明附件和依据，由程序规则要求的各职务签名入账（至少两人、两个职务，其中一人为档案工作人员），再执行本命令。核对该记录的签名、职务和规则后，覆写并删除文件和启封文件；文件另被引用的只销毁启封文件。中断后重新执行即可。
    .example = liuhen evidence erase --by 2026-003#41
help-evidence-erase-by = 作为依据的销毁记录
    .value = 记录

help-import = 登记账本建立之前的决策
help-import-dossier = 以档案工作人员的职务补录过去的决策
    .long =
        每份卷宗要么全部入账，要么一条也不入，且账本中不得已有该决策的记录。各文件中的差错在入账之前一次列出。
        登记人对登记及其来源负责，不对事实负责。
    .example = liuhen import dossier 卷宗/C5.toml 卷宗/C8.toml --key archivist
help-import-dossier-files = 卷宗（TOML 文件）
    .value = 文件
help-import-dossier-key = 档案工作人员的密钥
    .value = 密钥
