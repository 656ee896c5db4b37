# Keys and passphrases.
key-algorithm = 算法
key-check-good = 私钥可以打开，与旁边的公钥相符。
key-encrypted = 已用口令加密
key-file = 文件
key-id = 密钥标识
key-openssl = openssl
key-protection = 保护方式
key-public-file = 公钥文件
key-secret-file = 私钥文件
key-spki = SPKI
key-unencrypted = 未加密

ask-new-passphrase = 请为“{ $key }”设置口令：
ask-passphrase = 请输入“{ $key }”的口令：
ask-passphrase-again = 请再输入一次：

error-halves-differ = 私钥与公钥不相符：“{ $secret }”的密钥标识为 { $id }，“{ $public }”的密钥标识为 { $other }
error-key-exists = “{ $path }”已经存在；密钥一律不予覆盖
error-key-name = “{ $name }”不能用作密钥名称：应以文字或数字开头，其后为文字、数字或者 `-`、`_`、`.`、`·`
error-key-not-held = “{ $path }”中没有密钥标识为 { $id } 的私钥
error-no-passphrase = 需要“{ $key }”的口令，但当前不在终端中运行，无法询问
error-not-a-key = “{ $path }”中没有本程序能够识别的密钥
error-passphrase-empty = 口令不能为空
error-passphrase-file-long = “{ $path }”超过 { $most } 字节，不是口令文件
error-passphrase-files = 第 { $nth } 个密钥没有对应的口令文件：只给出了 { $count } 个
error-passphrase-wrong = 口令有误，无法打开“{ $path }”
error-passphrases-differ = 两次输入的口令不一致
error-public-half-missing = 缺少公钥文件“{ $public }”，而私钥“{ $secret }”已加密

cause-pem-bad-point = 密钥不是可用的 Ed25519 曲线点
cause-pem-malformed = PEM 内容与其标签不符
cause-pem-needs-passphrase = 该密钥已加密
cause-pem-not-pem = 不是单独一段 PEM 文本，或者前后另有内容
cause-pem-not-private = 是 PEM 文件，但不是私钥
cause-pem-not-public = 是 PEM 文件，但不是公钥
cause-pem-other-algorithm = 密钥算法不是 Ed25519
cause-pem-public-differs = 文件所带公钥与私钥不符
cause-pem-too-costly = 打开该文件所需的内存或时间超过上限
cause-pem-unknown-protection = 加密方式不受支持

hint-key-exists = 请另取名称，或者将原密钥移至他处；凡由其签名的记录尚需核验的，原密钥应当继续保存
hint-key-new = 私钥与口令应当分开保管；对外只提供公钥文件
hint-key-new-open = 私钥未加密，能读取该文件的人均可签名；对外只提供公钥文件
hint-keys-folder = 密钥文件夹默认为账本旁的 `keys`，也可用环境变量 LIUHEN_KEYS 指定；密钥还可直接写成文件路径
hint-no-passphrase = 确需不加密保存的，请使用 `--no-passphrase`
hint-passphrase-ways = 提供口令有三种方式：在终端中运行；将口令存入文件并用 `{ $option }` 指定；设置环境变量 { $variable }

warning-key-unencrypted = “{ $path }”中的私钥将不加密
warning-passphrase-short = 口令不足 { $advised } 个字符，建议使用更长的口令
