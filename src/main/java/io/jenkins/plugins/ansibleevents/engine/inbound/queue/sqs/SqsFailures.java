package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.QueueException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What an error of SQS or of the way there means. */
final class SqsFailures {

    private static final Set<String> LOST = Set.of(
            "ReceiptHandleIsInvalid",
            "MessageNotInflight",
            "AWS.SimpleQueueService.MessageNotInflight",
            "InvalidReceiptHandle");

    private SqsFailures() {}

    static QueueException translate(String queue, Throwable error) {
        if (error instanceof AwsServiceException service) {
            return answered(queue, service);
        }
        String why = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        if (error instanceof SdkClientException && why.contains("redentials")) {
            return new QueueException(QueueException.Kind.REFUSED, queue + ": " + why, error);
        }
        return new QueueException(QueueException.Kind.UNAVAILABLE, queue + " does not answer: " + why, error);
    }

    private static QueueException answered(String queue, AwsServiceException error) {
        String code =
                error.awsErrorDetails() == null ? "" : error.awsErrorDetails().errorCode();
        String text =
                error.awsErrorDetails() == null ? "" : error.awsErrorDetails().errorMessage();
        return new QueueException(
                kind(code == null ? "" : code, text == null ? "" : text, error.statusCode()),
                queue + ": " + code + ": " + text + hint(code),
                error);
    }

    private static QueueException.Kind kind(String code, String text, int status) {
        if (LOST.contains(code) || text.contains("receipt handle") || text.contains("ReceiptHandle")) {
            return QueueException.Kind.LEASE_LOST;
        }
        if (text.contains("must be shorter") || text.contains("message size") || code.contains("TooLong")) {
            return QueueException.Kind.TOO_LARGE;
        }
        if (status >= 500 || code.contains("Throttl") || code.contains("OverLimit")) {
            return QueueException.Kind.UNAVAILABLE;
        }
        return QueueException.Kind.REFUSED;
    }

    private static String hint(String code) {
        return code != null && code.contains("NonExistentQueue") || "QueueDoesNotExist".equals(code)
                ? " (create the queue, or correct queue, region or owner in the settings)"
                : "";
    }
}
