using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;

namespace XbFunctions.App.Privacy;

/// <summary>Erases a customer everywhere.</summary>
/// <param name="desk">Takes the request.</param>
public sealed class ForgetCustomerTrigger(ErasureDesk desk)
{
    /// <summary>
    /// <c>DELETE /api/customers/{customerId}</c>: 202 with a receipt for each store while the erasure goes on, 200 once it is done, 400 for what is no id. A
    /// request that comes again gets the same receipt; a customer who has come back since gets a new one.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="customerId">The platform's id of the customer, or the pseudonym that events carry.</param>
    /// <param name="cancellationToken">Fires when the caller goes away; the erasure goes on.</param>
    [Function("ForgetCustomer")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{customerId}")] HttpRequest request,
        string customerId,
        CancellationToken cancellationToken) => CustomerId.TryCreate(customerId, out var id)
            ? ErasureAnswer.Of(await desk.RequestAsync(id, cancellationToken))
            : Problems.BadRequest("customerId", $"A customer id has 1 to {IdText.MaxLength} characters without control characters.");
}
