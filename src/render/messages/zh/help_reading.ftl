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
