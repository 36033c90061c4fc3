namespace XbFunctions.Capabilities.Privacy;

/// <summary>A store out of which a customer's traces are taken once the streaming functions have forgotten the customer.</summary>
public interface IErasureStore
{
    /// <summary>Its name in the receipt.</summary>
    string Name { get; }

    /// <summary>Takes out what is there; may be called again at any time.</summary>
    /// <param name="scope">Whose, and how far.</param>
    /// <param name="cancellationToken">Ends the work; the next call goes on.</param>
    /// <returns>What was removed; and false when something could not be looked at, or may come back: it is called again.</returns>
    Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken);
}
