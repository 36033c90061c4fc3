namespace Microsoft.Azure.Functions.Worker;

/// <summary>Asks the host to run a failed invocation again; taken on Event Hubs and timer triggers only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>How many times to try again after the first failure; -1 means for ever.</summary>
    public int MaxRetryCount { get; set; }

    private protected static TimeSpan ParseInterval(string text, string parameter) =>
        TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new ArgumentOutOfRangeException(parameter, text, "The interval must be a TimeSpan that is not negative, such as 00:00:05.");
}
