# 读取账本各命令的帮助。
help-shared-record = 记录：2026-003#12（该决策的第 12 号）、registry#4 或 @41（第 41 条）
    .value = 记录

help-log = 按登记顺序列出条目，最新的在最后
    .example =
        liuhen log --count 20
        liuhen log --decision 2026-003
help-log-decision = 只列此项决策
    .value = 决策
help-log-registry = 只列登记簿
help-log-from = 自此条起
    .value = 序号
help-log-count = 列出几条：未指定 --from 时为最后几条
    .value = 条数

help-decision-list = 列出账本中的决策
    .example = liuhen decision list
help-decision-show = 查看一项决策：立项情况，以及每条记录由谁签署、说了什么
    .long = 表态逐人列出，不同意见及其理由全文显示；更正与被更正的记录互相指明。
    .example = liuhen decision show 2026-003
help-decision-show-decision = 决策编号
    .value = 决策

help-step-show = 查看一条记录的全部内容
    .long = 显示内容、签署人、依据、附件、在账本中的位置和各项摘要，并核对签名及签署人当时是否任该职务。
    .example =
        liuhen step show 2026-003#12
        liuhen step show @41 --raw > envelope.json
help-step-show-raw = 原样输出签名封套，一个字节也不改动

help-shared-trust = 信任文件：核验人从账本以外取得的账本名称、密钥、见证人和已知账本头
    .value = 文件

help-verify = 核验账本：逐字节重新读取并作出结论
    .long =
        结论即退出码（见 `liuhen --help`）。所有检查逐项列出，未作的检查写明原因，一律不算通过。
        只相信核验人自己带来的信任文件和已知账本头；账本中自带的密钥只显示，不采信。
        不写入任何内容，不需要网络。
    .example =
        liuhen verify --trust trust.toml
        liuhen verify --trust trust.toml --known-head 2025-12.checkpoint --format json
help-shared-known-head = 曾经留存的检查点或回执；可多次指定
    .value = 文件
help-verify-threads = 使用的线程数；默认为处理器核数
    .value = 个数

help-trust = 账本的指纹
help-trust-show = 按账本自身所述写出信任文件，供逐行核对
    .example = liuhen trust show --out trust.toml
help-trust-show-out = 新的信任文件；未指定时写到标准输出
    .value = 文件

help-checkpoint = 签名检查点：账本的头
help-checkpoint-show = 显示最新的签名检查点及其签名人
    .example = liuhen checkpoint show --out 2026-06.checkpoint
help-checkpoint-show-out = 将检查点原样写入新文件
    .value = 文件
help-checkpoint-verify = 核对一份检查点由谁签名
    .long = 不需要账本。既无信任文件也无密钥时，用手边账本自身的密钥核对，此时结论至多为“外部佐证不足”。
    .example = liuhen checkpoint verify 2026-06.checkpoint --trust trust.toml
help-checkpoint-verify-file = 检查点文件
    .value = 文件
help-checkpoint-verify-key = 所信任的账本密钥：公钥名称、公钥文件或 C2SP 验证密钥
    .value = 密钥
help-checkpoint-consistency = 证明账本是留存检查点的延续
    .long =
        结果为：延续（0，未给信任文件时 10）、分叉（30）、被退回（31）。
        --out 写出的证明可交他人用 --proof 核对，无需账本。记录内容本身由 `liuhen verify` 核验。
    .example =
        liuhen checkpoint consistency 2025-12.checkpoint --trust trust.toml --out growth.txt
        liuhen checkpoint consistency 2025-12.checkpoint --proof growth.txt --trust trust.toml
help-checkpoint-consistency-old = 留存的检查点
    .value = 旧检查点
help-checkpoint-consistency-new = 较新的检查点；未指定时取账本最新的或证明中的
    .value = 新检查点
help-checkpoint-consistency-out = 将证明写入新文件
    .value = 文件
help-checkpoint-consistency-proof = 他人给出的证明；此时不需要账本
    .value = 文件

help-receipt = 回执：证明某条记录在账本中
help-receipt-get = 写出一条记录的回执，或某人在一项决策中本人意见的证明
    .long =
        回执含记录全文、路径和签名检查点，单独一个文件即可离线验证（C2SP tlog-proof）。
        使用 --person 时，写出该人在一项决策中本人表达的意见：表态、异议、论证或法律意见、声明；会议记录所载的，注明系会议记录所载。另附决策启动记录、会议记录以及任命签署人的登记条目。同时在旁写出可打印的页面（A4，中英文），载有证明的二维码和人工核验步骤。
    .example =
        liuhen receipt get 2026-003#17 --out 不同意见.tlog-proof
        liuhen receipt get --person 何铮 --decision 2026-003
help-receipt-get-record = 记录名称，例如 2026-003#17
    .value = 记录
help-receipt-get-person = 证明谁的意见
    .value = 姓名
help-receipt-get-decision = 在哪一项决策中；此人只在一项决策中表达过意见的，可以省略
    .value = 决策
help-receipt-get-out = 新文件；默认以记录名称或者决策和姓名命名，存入当前文件夹
    .value = 文件
help-receipt-page = 由本人意见证明生成可打印页面
    .long = 页面只由证明文件生成，每次相同；证明中没有的内容，页面也没有。
    .example = liuhen receipt page 2026-003-何铮.proof
help-receipt-page-file = 证明文件
    .value = 文件
help-receipt-page-out = 新页面；默认以证明文件命名
    .value = 文件
help-receipt-verify = 离线验证一份回执、本人意见证明或档案馆接收回执
    .example =
        liuhen receipt verify 2026-003-17.tlog-proof --trust trust.toml
        liuhen receipt verify 2026-003-何铮.proof --trust trust.toml
        liuhen receipt verify receipt.json --bundle 2026-003 --archive-key archive.pub.pem
help-receipt-verify-file = 回执、证明或档案馆接收回执文件
    .value = 文件
help-receipt-verify-bundle = 接收回执所对应的卷宗包
    .value = 路径
help-receipt-verify-archive-key = 档案馆公钥（从档案馆取得），用于其接收回执
    .value = 密钥
help-receipt-verify-before = 档案馆上一号的接收回执
    .value = 文件
