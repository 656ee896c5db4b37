# What any command may meet.
error-bug = 程序出现缺陷：{ $what }
error-file-read = 无法读取文件“{ $path }”
error-file-write = 无法写入“{ $path }”
error-folder-create = 无法创建文件夹“{ $path }”
error-folder-list = 无法列出文件夹“{ $path }”的内容
error-no-home = 无法确定高水位标记的存放位置
error-no-ledger-at = “{ $path }”中没有账本
error-no-ledger-here = “{ $path }”及其各级上级文件夹中均没有账本
error-nobody-to-ask = 此操作需要确认，但当前不在终端中运行：{ $question }
error-random = 无法从操作系统取得随机数
error-stdin = 无法从终端读取回答
error-stdout = 结果未能完整输出
error-store-corrupt = 账本已损坏：{ $what }
error-store-head-moved = 其间另有新的记录写入：{ $what }
error-store-in-use = 账本正由其他程序写入：{ $what }
error-store-not-found = 账本缺少必要的内容：{ $what }
error-store-unavailable = 账本所在的存储设备未能完成操作：{ $what }

cause-already-exists = 已经存在
cause-is-a-folder = 该路径是文件夹
cause-not-a-folder = 路径中有一部分不是文件夹
cause-not-found = 文件或文件夹不存在
cause-not-utf8 = 内容不是 UTF-8 文本
cause-permission-denied = 没有访问权限
cause-read-only = 文件系统为只读
cause-storage-full = 磁盘空间已满

hint-did-you-mean = 是否应为 { $words }？
hint-help = 用法见 `{ $command } --help`
hint-in-use = 请待其他命令结束后重试
hint-init = 账本文件夹中应有 `liuhen.toml` 文件，请核对路径
hint-name-ledger = 请进入账本文件夹，或者用 `--ledger 目录`、环境变量 LIUHEN_LEDGER 指定账本
hint-report-bug = 请将所执行的命令连同本提示报告给开发者
hint-state-dir = 请将环境变量 LIUHEN_STATE_DIR 设为账本以外的文件夹
hint-try-again = 本次没有写入任何内容；请查看新增记录后重试
hint-verify = 请保持账本文件夹原样，并进行核验以查明损坏之处
hint-yes = 加上 `--yes`，所有询问均视为“是”

# The command line was not understood.
usage-conflict = { $arg } 与 { $prior } 不能同时使用
usage-missing = 缺少必填内容：{ $arg }
usage-no-command = 没有给出命令
usage-no-equals = { $arg } 的值应当写在“=”之后
usage-not-utf8 = 命令行中有内容不是 UTF-8 文本
usage-other = 命令行有误
usage-too-many-values = { $arg } 不接受多余的值：{ $value }
usage-twice = { $arg } 重复出现
usage-unknown-argument = 多余的内容：{ $arg }
usage-unknown-command = 没有“{ $command }”这个命令
usage-unknown-option = 没有 { $arg } 这个选项
usage-value-missing = { $arg } 缺少值
usage-value-not-one-of = { $arg } 的值不能是“{ $value }”，只能是下列之一：{ $values }
usage-value-wrong = { $arg } 的值“{ $value }”有误
