using Microsoft.AspNetCore.Http;
using XbFunctions.Capabilities.Privacy;

namespace XbFunctions.App.Privacy;

/// <summary>Answers with a receipt.</summary>
internal static class ErasureAnswer
{
    /// <summary>202 while it goes on, 200 once it is done.</summary>
    /// <param name="receipt">The receipt.</param>
    public static IResult Of(ErasureReceipt receipt) => Results.Json(
        receipt, statusCode: receipt.Status == ErasureStatus.Done ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
}
