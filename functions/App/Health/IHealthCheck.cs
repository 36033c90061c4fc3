namespace XbFunctions.App.Health;

/// <summary>Checks one thing that the functions cannot work without, or not well.</summary>
public interface IHealthCheck
{
    /// <summary>What is checked, one word.</summary>
    string Name { get; }

    /// <summary>Checks it. What it throws is a failure.</summary>
    /// <param name="cancellationToken">Fires when the time of the check is over.</param>
    /// <returns>How well it works, and what was seen.</returns>
    Task<(HealthState Status, string Detail)> CheckAsync(CancellationToken cancellationToken);
}
