using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.App.OpenApi;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.App.Fraud;

/// <summary>Answers with what is known of a customer's payments.</summary>
/// <param name="customers">The read model of customers.</param>
public sealed class FraudCustomerTrigger(FraudCustomerReader customers)
{
    /// <summary>
    /// <c>GET /api/fraud/customers/{customerKey}</c>: 200 with counts of decisions, amounts and the last decision, 400 for what is no
    /// pseudonym, 404.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="customerKey">The customer's pseudonym, as decisions carry it.</param>
    /// <param name="cancellationToken">Fires when the caller goes away.</param>
    [ApiAnswer(typeof(FraudCustomerAnswer))]
    [Function("FraudCustomer")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fraud/customers/{customerKey}")] HttpRequest request,
        string customerKey,
        CancellationToken cancellationToken)
    {
        if (!Pseudonym.TryParse(customerKey, out var customer))
        {
            return Problems.BadRequest("customerKey", "A customer key is p_ and 32 lower-case hexadecimal digits, as decisions carry it.");
        }

        return await customers.FindAsync(customer, cancellationToken) is { } known
            ? Results.Json(known)
            : Problems.NotFound(
                "customerKey", "No payment of this customer is known. A fresh one is found about two seconds after it was decided.");
    }
}
