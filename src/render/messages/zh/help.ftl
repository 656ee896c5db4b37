# Help, by the ids that cli/help.rs derives from the grammar.
help-heading-arguments = 参数
help-heading-commands = 命令
help-heading-example = 示例
help-heading-global = 通用选项
help-heading-options = 选项
help-heading-usage = 用法
help-value-command = 命令
help-value-options = 选项
# Fluent trims plain spaces at the ends, so they are written as strings.
help-value-or = {"、"}
help-default = { $help }［默认：{ $default }］
help-values = { $help }［可选：{ $values }］

# Options of every command.
help-global-color = 何时使用颜色；默认仅在终端中使用，设有 NO_COLOR 时不用
    .value = 时机
help-global-format = 结果的形式：供人阅读的文本，或者一份 JSON
    .value = 形式
help-global-help = 显示帮助（`-h` 为简要帮助）
help-global-lang = 语言；未指定时依次取 LIUHEN_LANG、系统语言
    .value = 语言
help-global-ledger = 账本文件夹；未指定时依次取 LIUHEN_LEDGER、逐级向上最近的含有 liuhen.toml 的文件夹
    .value = 目录
help-global-no-progress = 不显示进度条
help-global-quiet = 只输出结果、警告和错误
help-global-yes = 所有询问均视为“是”

# Options that many commands share.
help-shared-ledger-passphrase-file = 首行为账本密钥口令的文件；未指定时依次取 LIUHEN_LEDGER_PASSPHRASE、当场输入
    .value = 文件
help-shared-passphrase-file = 首行为口令的文件；可多次指定，按顺序与各密钥对应；未指定时依次取 LIUHEN_PASSPHRASE、当场输入
    .value = 文件

help-liuhen = 留痕：重大行政决策全过程记录账本，只增不改，逐条签名
    .long = 结果写到标准输出，其余写到标准错误。退出码即为结论：

         0  已完成；核验时表示完好
         1  不予办理，未作任何改动
         2  命令行有误
         3  运行环境有问题：文件缺失、账本正被使用、磁盘已满等
        10  完整，但外部佐证缺失或不足
        20  完整，存在程序问题
        21  完整，签署权限存疑
        30  与先前所见不一致（分叉）
        31  已被退回到较早的状态
        40  无效：有篡改、伪造或缺失
        41  无法读取或不存在
        70  程序缺陷
help-liuhen-version = 显示版本

help-completions = 输出命令行补全脚本
    .example = liuhen completions bash > ~/.local/share/bash-completion/completions/liuhen
help-completions-shell = 命令行解释器
    .value = 解释器

help-help = 显示某一命令的帮助
    .example = liuhen help key new
help-help-command = 命令，逐词书写
    .value = 命令

help-man = 生成手册页
help-man-out = 手册页的存放文件夹
    .value = 目录

help-key = 生成、查看、检查密钥
help-key-new = 生成一对密钥
    .long =
        在密钥文件夹中写入“名称.key.pem”（私钥，以口令加密）和“名称.pub.pem”（公钥）。
        密钥文件夹依次取 LIUHEN_KEYS、账本旁的 `keys`。已有的密钥文件一律不予覆盖。
        两个文件均可由 openssl 读取：PKCS#8（PBES2、scrypt、AES-256-CBC）和 SPKI，均为 PEM 格式。
    .example =
        liuhen key new 王法审
        liuhen key new --out /media/usb/legal-wang.key.pem --passphrase-file pass.txt
help-key-new-name = 密钥在密钥文件夹中的名称
    .value = 名称
help-key-new-out = 私钥文件的路径，用于不存入密钥文件夹的情形
    .value = 文件
help-key-new-no-passphrase = 私钥不加密；仅用于测试和演示
help-key-show = 查看公钥：密钥标识、算法、SPKI，以及用 openssl 核对标识的命令
    .example = liuhen key show 王法审
help-key-show-keys = 密钥文件夹中的名称，或者文件路径
    .value = 密钥
help-key-check = 检查私钥能否打开、与旁边的公钥是否相符
    .example = liuhen key check 王法审
help-key-check-key = 密钥文件夹中的名称，或者文件路径
    .value = 密钥
