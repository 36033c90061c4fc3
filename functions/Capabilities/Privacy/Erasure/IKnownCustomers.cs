using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Says whether anything is known of a customer.</summary>
public interface IKnownCustomers
{
    /// <summary>Looks.</summary>
    /// <param name="customer">Stands for the customer.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    Task<bool> IsKnownAsync(Pseudonym customer, CancellationToken cancellationToken);
}
