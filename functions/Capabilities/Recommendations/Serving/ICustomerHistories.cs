using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Finds what customers did.</summary>
public interface ICustomerHistories
{
    /// <summary>Finds a customer's history.</summary>
    /// <param name="customer">The customer's pseudonym.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The history; <see cref="CustomerHistory.None"/> for one of whom nothing is known.</returns>
    ValueTask<CustomerHistory> FindAsync(Pseudonym customer, CancellationToken cancellationToken);
}
