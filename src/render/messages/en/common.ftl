# The labels of the conversation.
error-label = {"error: "}
cause-label = {"cause: "}
hint-label = {"hint: "}
warning-label = {"warning: "}

ask-yes-no = [y/N]
