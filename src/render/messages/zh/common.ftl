# The labels of the conversation.
error-label = 错误：
cause-label = 原因：
hint-label = 提示：
warning-label = 警告：

ask-yes-no = [y/N]（是请输入 y）
