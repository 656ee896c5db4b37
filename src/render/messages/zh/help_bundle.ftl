# 卷宗包的帮助
help-bundle = 决策卷宗包
help-bundle-export = 将决策导出为档案卷宗包
    .long =
        卷宗包是符合 BagIt 1.0 的包：文件夹，或者（PATH 以 .tar 结尾时）tar 文件。通用工具可以核对，不依赖账本即可自证。
        导出记入本决策，并用该密钥加封签；完成之前 PATH 处不会出现任何内容。
        公开版不公开最后一次公开审查（disclosure-review）列明的内容，逐项注明法律依据。
    .example =
        liuhen bundle export 2026-003 --out 2026-003 --key archivist
        liuhen bundle export 2026-003 --public --out 2026-003-public.tar --key archivist
        liuhen bundle export --all --out bundles --unrecorded
help-bundle-export-decision = 决策编号，可列多个
    .value = 决策
help-bundle-export-all = 账本中的全部决策
help-bundle-export-closed-since = 该日及以后归档移交的全部决策
    .value = 日期
help-bundle-export-out = 新的卷宗包；导出多个决策时为存放它们的文件夹
    .value = 路径
help-bundle-export-public = 公开版
help-bundle-export-tar = 导出多个时写为 tar 文件
help-bundle-export-key = 记录导出并加封签的密钥
    .value = 密钥
help-bundle-export-unrecorded = 不记录导出，也不加封签
help-bundle-export-receiver = 接收单位
    .value = 文字
help-bundle-export-describe = 档案著录内容（全宗、类别、案卷号、立卷人）：TOML 文件
    .value = 文件
help-bundle-export-incomplete = 账本缺少文件时仍然导出，卷宗包注明缺少的内容
help-bundle-verify = 不依赖账本验证卷宗包
    .long = 离线进行，可在任何介质上，不需要时钟。结论即退出码，见 `liuhen verify`。
    .example = liuhen bundle verify 2026-003 --trust trust.toml
help-bundle-verify-path = 卷宗包：文件夹或 tar 文件
    .value = 路径
help-bundle-compare = 证明一个卷宗包是同一决策另一卷宗包的组成部分
    .long = 先分别验证两者。公开版是内部卷宗的组成部分；较早的卷宗包是较晚卷宗包的组成部分。
    .example = liuhen bundle compare 2026-003 2026-003-public.tar
help-bundle-compare-full = 整体
    .value = 内部卷宗
help-bundle-compare-public = 部分
    .value = 公开版

help-intake = 档案馆接收卷宗包：验证、复制并出具签名回执
    .long =
        不完整的卷宗包不予接收；与馆藏同一决策相矛盾的也不予接收。
        回执载有移交接收登记表各栏；须由人检查的项目（载体、病毒）在有人说明之前为待检。
    .example = liuhen intake 2026-003 --archive county-archive --key archive --trust trust.toml --virus 未发现
help-intake-bundle = 卷宗包：文件夹或 tar 文件
    .value = 卷宗包
help-intake-key = 签署回执的档案馆密钥
    .value = 密钥
help-intake-unit = 移交单位；不填则按卷宗包所载
    .value = 文字
help-intake-method = 移交方式：光盘、网络等
    .value = 文字
help-intake-carrier = 载体外观检测情况
    .value = 文字
help-intake-virus = 病毒检测所用工具及结果
    .value = 文字
help-intake-note = 登记表的其他说明
    .value = 文字
help-intake-receipt = 将回执副本写入新文件
    .value = 文件
help-intake-again = 即使馆藏已有其全部内容也接收
help-intake-despite-damage = 即使某件馆藏已损坏、无法与之比对也接收
help-shared-archive = 档案馆文件夹
    .value = 文件夹
help-archive = 档案馆的馆藏及其是否完好
help-archive-init = 建立档案馆文件夹
    .example = liuhen archive init --archive county-archive --name 云溪县档案馆
help-archive-init-name = 档案馆名称
    .value = 文字
help-archive-list = 列出馆藏及各件最近一次确认完好的时间
    .example = liuhen archive list --archive county-archive
help-archive-check = 重新验证全部馆藏
    .long = 中断的检查从中断处继续；每次检查都记下时间和结论。
    .example =
        liuhen archive check --archive county-archive --trust trust.toml
        liuhen archive check --archive county-archive 3 7
help-archive-check-number = 仅检查这些馆藏
    .value = 序号
help-archive-check-afresh = 即使上次检查中断，也从头开始
help-archive-check-most = 本次至多检查的件数，下次从其后继续
    .value = 件数
help-archive-check-archive-key = 档案馆签署回执所用的公钥；可指定多个，其他密钥将予指出
    .value = 密钥
help-archive-check-receipt = 已发出的回执：馆藏中的回执须与之相同
    .value = 文件
help-bundle-export-whole = 将整个账本写入一个包（文件夹）
help-bundle-convert = 将卷宗包转换为档案部门要求的格式
    .long =
        offline-medium 为档发〔2012〕7号附件2的离线介质结构；eep 按已公开的元素名称参照 DA/T 48-2009，文件中已注明。
        转换前先验证卷宗包，不作改动。只有介质制作人知道的内容，未提供时留空。
    .example =
        liuhen bundle convert 2026-003 --to offline-medium --out disc --medium DVD-R --number 2026-0001
        liuhen bundle convert 2026-003 --to eep --out 2026-003.eep.xml
help-bundle-convert-bundle = 卷宗包：文件夹或 tar 文件
    .value = 卷宗包
help-bundle-convert-to = 转换成的格式
    .value = 格式
help-bundle-convert-out = 新的文件夹；eep 为新的文件
    .value = 路径
help-bundle-convert-capacity = 载体容量
    .value = 文字
help-bundle-convert-medium = 载体类型
    .value = 文字
help-bundle-convert-number = 载体编号
    .value = 文字
help-bundle-convert-kept-by = 载体保管单位
    .value = 文字
help-bundle-convert-made-by = 载体制作单位
    .value = 文字
help-bundle-convert-checked-by = 载体检查单位
    .value = 文字
