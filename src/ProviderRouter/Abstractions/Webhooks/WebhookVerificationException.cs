namespace ProviderRouter;

/// <summary>A webhook was refused; nothing of it was processed. Answer it with 400, or with 200 where it is only <see cref="WebhookFailure.Replayed"/>.</summary>
public sealed class WebhookVerificationException : InferenceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="message">Why, in words; never a secret, a signature or the body.</param>
    /// <param name="innerException">The cause.</param>
    public WebhookVerificationException(WebhookFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why it was refused.</summary>
    public WebhookFailure Reason { get; }
}
