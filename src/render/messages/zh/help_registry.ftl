# 建账、登记簿、签名与入账的帮助。
help-shared-ledger-key = 账本私钥；未指定时按标识在密钥文件夹中查找
    .value = 密钥
help-shared-by = 签名的根持有人，以密钥表示，用逗号分隔
    .value = 密钥
help-shared-document = 所依据的文件
    .value = 文字
help-shared-prepare = 只将待签内容写入文件，送往他处签名
    .value = 文件
help-shared-root = 一名根持有人及其签名密钥；每人指定一次
    .value = 人员=密钥
help-shared-threshold = 须有几名根持有人签名
    .value = 人数
help-shared-office = 职务，见 `liuhen step kinds`
    .value = 职务
help-shared-person = 人员，以本账本所用的名称表示
    .value = 人员

help-init = 建立账本
    .long =
        第 0 条写明机关、账本密钥和根持有人，并由全体根持有人签名。根持有人在他处时，用 --prepare 写出，由各人用 `liuhen sign` 签名，再用 --append 建账。
    .example =
        liuhen init ledger --origin yunxi.example/decisions --organ 云溪县人民政府 --root 许闻=root-1 --root 陶砚=root-2 --root 孟启=root-3 --threshold 2 --ledger-key ledger
        liuhen init ledger --append founding.json
help-init-dir = 新账本的文件夹；未指定时依次取 --ledger、当前文件夹
    .value = 目录
help-init-origin = 账本名称，与检查点中的一致：形如不带协议的网址
    .value = 名称
help-init-organ = 账本所属的机关
    .value = 文字
help-init-ledger-key = 签署检查点的密钥；它不代表任何职务
    .value = 密钥
help-init-append = 用签齐后送回的封套建账
    .value = 文件

help-office = 规定何人以何职务签名
help-office-appoint = 任命某人担任职务并登记其签名密钥
    .example = liuhen office appoint --office legality-reviewer --person 章恪 --organ 云溪县司法局 --title 股长 --key zhangke --from 2026-01-01 --document 云府任〔2026〕1号 --by root-1,root-2
help-office-appoint-organ = 职务所属的机关或单位
    .value = 文字
help-office-appoint-title = 该职务在单位中的名称
    .value = 文字
help-office-appoint-key = 签名所用的密钥：有公钥即可
    .value = 密钥
help-office-appoint-from = 任职起始日，以文件为准
    .value = 日期
help-office-appoint-seal = 这是机关或单位的印章，不是个人
help-office-appoint-decision = 仅限此项决策
    .value = 决策
help-office-end = 终止任职
    .long = 此前的记录仍然有效。密钥泄露的，自所报时间起由其签署的记录存疑。
help-office-end-key = 以多个密钥任职时，指明其中之一
    .value = 密钥
help-office-end-reason = 终止原因
    .value = 原因
help-office-end-since = 密钥泄露的：自何时起可能落入他人之手
    .value = 时间
help-office-list = 列出何人以何密钥担任何职务
help-office-list-at = 以此条登记时为准
    .value = 序号
help-office-list-all = 包括已终止的任职

help-root = 查看或更换根持有人
help-root-show = 查看现任和历任根持有人
help-root-rotate = 更换根持有人
    .long = 须由足够的原持有人和足够的新持有人签名。

help-ledger-key = 查看或更换签署检查点的密钥
help-ledger-key-show = 查看现用和曾用的账本密钥
help-ledger-key-rotate = 更换账本密钥
    .long = 由根持有人签名；下一个检查点由新旧两个密钥共同签名。
help-ledger-key-rotate-to = 新的账本密钥；其私钥须在手边
    .value = 密钥

help-sign = 在传递中的封套上签名
    .long = 先显示所签内容，再在原文件中加上一个签名。不需要账本。
    .example = liuhen sign opinion.json --key zhangke
help-sign-file = 封套文件
    .value = 文件
help-sign-key = 签名所用的密钥
    .value = 密钥

help-append = 将签齐的封套入账
    .long = 按给定顺序入账，要么全部入账，要么一条也不入。
    .example = liuhen append opinion.json
help-append-files = 封套文件
    .value = 文件
help-append-citing = 被引用记录所在的另一项决策
    .value = 决策
help-append-new-ledger-key = 新的账本密钥，用于更换账本密钥的情形
    .value = 密钥
