using System.Net.Security;

namespace XbFunctions.EventHub;

/// <summary>Settings of a client of an Event Hubs endpoint.</summary>
public sealed class HubClientOptions
{
    /// <summary>Longest time for one attempt of anything.</summary>
    /// <value>Greater than zero; default 60 s, that of the official clients.</value>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts after the first one, for faults that may pass.</summary>
    /// <value>0 or more; default 12: with the delays below about a minute, enough for the hub to be started again.</value>
    public int MaxRetries { get; set; } = 12;

    /// <summary>Delay before the first retry; doubled for each further one.</summary>
    /// <value>Default 100 ms.</value>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay between retries.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Batches that a sender has on the way at once.</summary>
    /// <value>1 or more; default 8.</value>
    public int MaxBatchesInFlight { get; set; } = 8;

    /// <summary>Events that a receiver lets the endpoint send ahead of it.</summary>
    /// <value>1 or more; default 2,000.</value>
    public int PrefetchCount { get; set; } = 2_000;

    /// <summary>Whether every delay before a retry is <see cref="FirstRetryDelay"/>.</summary>
    /// <value>Default <see langword="false"/>: delays double.</value>
    public bool UseFixedRetryDelay { get; set; }

    /// <summary>Whether receivers ask the endpoint to tell with each event which one is the newest of its partition.</summary>
    /// <value>Default <see langword="false"/>, as in the official clients.</value>
    public bool TrackLastEnqueued { get; set; }

    /// <summary>Decides whether the certificate of a TLS endpoint is trusted; for tests with a certificate of their own.</summary>
    /// <value>Default <see langword="null"/>: the system decides, and what it does not trust is refused.</value>
    public RemoteCertificateValidationCallback? ServerCertificateValidation { get; set; }

    internal TimeSpan GetRetryDelay(int attempt)
    {
        if (UseFixedRetryDelay)
        {
            return FirstRetryDelay;
        }

        var delay = FirstRetryDelay * Math.Pow(2, Math.Min(attempt, 30));
        return delay < MaxRetryDelay ? delay : MaxRetryDelay;
    }
}
