# 登记：表单、文件、卷宗如何入账。

problems-more = ……另有 { $more } 处，`--format json` 可列出全部
progress-checking = 正在检查文件
progress-importing = 正在登记
progress-storing = 正在存入文件

kinds-kind = 种类
kinds-signers = 签署职务：{ $offices }
kinds-stage = 环节
kinds-title = 名称

told-template = 空白表单已写入 { $path }
told-template-filled = 表单已写入 { $path }，账本已知的内容已经填好
evidence-stored = { $file }：已存入，{ $size } 字节
evidence-known = { $file }：此前已存入，{ $size } 字节
evidence-differs = { $file }：内容的摘要为 { $found }
evidence-unreadable = { $file }：无法读取（{ $why }）
evidence-not-an-opening = { $file }：不是启封文件（{ $why }）
erase-destroyed = { $name }：文件及其启封文件已依 { $by } 销毁
erase-gone = { $name }：此前已销毁
erase-kept = { $name }：启封文件已依 { $by } 销毁；文件另被 { $cited } 引用，予以保留
erase-unknown = { $name }：启封文件已依 { $by } 销毁；它已不可读，所指文件无从得知，可能仍在
erase-will-destroy = 将销毁“{ $name }”的文件及其启封文件
erase-will-keep = 将销毁“{ $name }”的启封文件；文件另被 { $cited } 引用，予以保留
erase-will-unknown = 将销毁“{ $name }”的启封文件；它已不可读，所指文件无从得知
attachment-erased-under = 已依 { $by } 销毁
attachment-to-be-erased-under = { $by } 决定销毁，尚未执行
ask-erase = 销毁 { $record } 的 { $count } 份密封附件？销毁后无法恢复
evidence-all-good = 各文件均与其名称相符：文件 { $documents } 份，启封文件 { $openings } 份，共 { $bytes } 字节；不符 { $wrong } 份
evidence-some-wrong = 有 { $wrong } 份与其名称不符；共检查文件 { $documents } 份、启封文件 { $openings } 份，{ $bytes } 字节

warning-evidence-strange = { $file } 不是存入的文件：名称不是摘要，或者位置不对

error-documents = 有 { $count } 份文件无法读取；一份也没有存入
error-form = 未作任何签名和存储；需要改正的有 { $count } 处
error-no-erasure = 不能依 { $name } 销毁；什么也没有销毁
error-not-erased = 没有确认，什么也没有销毁
error-no-such-decision = 账本中没有决策 { $decision }；未作任何签名和存储
error-no-meeting-waits = 决策 { $decision } 没有等待首长决定的会议；其他会议用 --meeting 指明
error-no-such-meeting = “{ $name }”不是决策 { $decision } 的会议；写作 #15 即其第 15 号记录
error-template-option = { $option } 只用于首长的决定
error-not-an-opening = { $path } 是“{ $kind }”表单；开立决策须用 `decision-open`，开立目录须用 `catalogue`
error-not-entered = 不能入账；未作任何签名和存储
error-not-yet = 所填发生时间为 { $occurred }，而现在是 { $now }；未作任何签名和存储
error-open-already = 决策 { $decision } 已经开立，已有 { $number } 条记录；未作任何签名和存储

form-wrong-unreadable = 无法读取“{ $path }”：{ $why }

cause-erasure-late = 销毁须先决定、后执行，不得补录
cause-erasure-no-record = 本决策中没有在先的记录 { $record }
cause-erasure-not-sealed = 该记录没有密封值为 { $sealed } 的附件
cause-erasure-office = 程序规则要求 { $offices } 由另一人签署
cause-erasure-open = “{ $name }”是公开附件；只有密封附件可以销毁：公开附件的摘要写在已签名的记录中，无法收回
cause-erasure-persons = 程序规则要求 { $needed } 人签署，只有 { $counted } 人
cause-erasure-profile = 本决策适用的程序规则“{ $profile }”无法读取（{ $why }），不知须由谁签署
cause-erasure-unacknowledged = 该记录尚未列入已签名的检查点
cause-erasure-unreadable = 第 @{ $seq } 条无法读取，不能确定它是否引用同一文件
cause-no-erasure = 它是“{ $kind }”，不是销毁记录
cause-decision-there = { $path }：账本中已有 { $decision } 的 { $count } 条记录；卷宗须从头登记一项决策
cause-decision-twice = { $path }：{ $other } 也是 { $decision } 的卷宗
cause-document = { $path }：{ $why }
cause-dossier = 出在 { $path }，其中的记录一条也没有入账
cause-no-opening = { $path }：{ $decision } 的第一条记录不是 `decision-open` 等开立类记录

hint-append-citing = 各方签齐之后：{ $command }
hint-erase-again = 重新执行同一命令，即可完成未完成的部分
hint-erase-copies = 已在原处覆写并删除。文件系统的快照、写时复制、日志，固态硬盘的备用区块，以及各处备份和副本，仍可能留有内容，须另行销毁
hint-evidence-wrong = 请从副本恢复这些文件；文件名即其摘要，可用 `liuhen evidence check` 查验副本是否正确
hint-fill-in = 填好之后签名入账：liuhen step add 表单 --key 名称
hint-fill-in-opening = 填好之后签名入账：liuhen decision open 表单 --key 名称
hint-head-reasons = 会上没有说明的理由不能事后补写：会上未说明理由的，用 --despite 'A16=说明'（或者所用程序规则中的编号）如实注明，照样登记，并列为问题
hint-import-rest = 下列各件已经入账：{ $entered }；请就其余各件重新执行
hint-key-holds = “{ $key }”是“{ $person }”的密钥，现任：{ $offices }
hint-key-holds-nothing = “{ $key }”现在没有职务；可用 `liuhen office appoint` 任命
hint-not-yet = 请核对 `occurred` 的年份和本机时钟
hint-step-add = 其他记录用 `liuhen step add` 登记
hint-template = `liuhen step template` 可写出某一种类的空白表单

cause-erasure-corrected = { $by } 更正了它。销毁之后无法挽回：请就确应销毁的内容另行登记销毁记录
cause-erasure-found = `verify` 查出它有问题：{ $what } [{ $code }]
cause-erasure-crowded = `verify` 查出的问题太多（已列 { $count } 处），不能确定该记录是否无误
erase-export = { $record }：文件尚在时可能已随卷宗包（{ $version }）导出，其中可能仍有该文件，须另行销毁
erase-export-received = { $record }：文件尚在时可能已随卷宗包（{ $version }）交给 { $receiver }，其中可能仍有该文件，须另行销毁
erase-stray = { $sealed }：同一文件的另一启封文件没有记录引用，已一并销毁
erase-will-stray = 同一文件的另一启封文件 { $sealed } 没有记录引用，将一并销毁
hint-evidence-half-erased = { $by } 决定销毁的文件只覆写了一部分：不要恢复，请重新执行 `liuhen evidence erase --by { $by }`
form-erasure-choose = 需要销毁的，去掉其前面的 #。
form-erasure-another = 一份销毁记录只针对一条记录。如果销毁的是这条记录的附件，用以下各行替换上面的：
