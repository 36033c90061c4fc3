using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;

namespace XbFunctions.App.Behaviour;

/// <summary>Answers with what is known of a customer's behaviour.</summary>
/// <param name="customers">The read model of customers.</param>
public sealed class CustomerProfileTrigger(CustomerReader customers)
{
    /// <summary><c>GET /api/customers/{customerId}</c>: 200 with profile and segments, 400 for what is no id, 404.</summary>
    /// <param name="request">The request.</param>
    /// <param name="customerId">The platform's id of the customer, or the pseudonym that events carry.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [Function("CustomerProfile")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{customerId}")] HttpRequest request,
        string customerId,
        CancellationToken cancellationToken)
    {
        if (!CustomerId.TryCreate(customerId, out _))
        {
            return Problems.BadRequest("customerId", $"A customer id has 1 to {IdText.MaxLength} characters without control characters.");
        }

        return await customers.FindAsync(customerId, cancellationToken) is { } known
            ? Results.Json(known)
            : Problems.NotFound("customerId", "No click of this customer is known. A fresh one is found about two seconds after it came.");
    }
}
