namespace XbFunctions.Host;

/// <summary>The section <c>clientRetryOptions</c>: how often calls to a hub over AMQP are repeated. It says nothing about functions.</summary>
/// <param name="IsExponential">Whether delays double; else each is <paramref name="Delay"/>.</param>
/// <param name="MaximumRetries">Tries after the first.</param>
/// <param name="Delay">Delay before the first retry.</param>
/// <param name="MaximumDelay">Longest delay.</param>
/// <param name="TryTimeout">Longest try.</param>
internal sealed record ClientRetrySettings(bool IsExponential, int MaximumRetries, TimeSpan Delay, TimeSpan MaximumDelay, TimeSpan TryTimeout)
{
    /// <summary>The service's defaults.</summary>
    public static readonly ClientRetrySettings Default = new(true, 3, TimeSpan.FromSeconds(0.8), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <exception cref="FormatException">A value is out of its range, or a key is unknown.</exception>
    public static ClientRetrySettings Read(SettingSection section)
    {
        var settings = new ClientRetrySettings(
            section.Choice("mode", "exponential", "exponential", "fixed") == "exponential",
            section.Number("maximumRetries", Default.MaximumRetries, 0, 100),
            section.Duration("delay", Default.Delay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5)),
            section.Duration("maximumDelay", Default.MaximumDelay, TimeSpan.Zero, TimeSpan.FromHours(1)),
            section.Duration("tryTimeout", Default.TryTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)));
        section.RefuseOthers();
        return settings;
    }
}
