namespace XbFunctions.Capabilities.Privacy;

/// <summary>Rows of a store that leave once they are old.</summary>
public interface IRetention
{
    /// <summary>What they are, for the log.</summary>
    string Name { get; }

    /// <summary>Removes those that are old; may be called again at any time.</summary>
    /// <param name="now">The present, UTC.</param>
    /// <param name="cancellationToken">Ends the work; the next call goes on.</param>
    /// <returns>How many were removed.</returns>
    Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
