using System.Text.Json;
using Microsoft.AspNetCore.Http;
using XbFunctions.App.Http;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Contracts;

namespace XbFunctions.App.Recommendations;

/// <summary>Body of a POST: what a session did, and items to be ranked.</summary>
/// <param name="History">What the session did.</param>
/// <param name="Rank">Items to be ranked; empty where none are given.</param>
/// <param name="CustomerId">The customer whose history counts besides; null for an anonymous session.</param>
internal sealed record SessionBody(CustomerHistory History, IReadOnlyList<string> Rank, CustomerId? CustomerId)
{
    /// <summary>Skus of a list at most.</summary>
    public const int MostSkus = 500;

    private const int MostBodyBytes = 256 * 1024;

    /// <summary>Reads a body <c>{"items":[…],"bought":[…],"shown":[…],"rank":[…],"customerId":…}</c>, all members optional.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The body, or the answer to a wrong one.</returns>
    public static async Task<(SessionBody? Body, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (JsonBody.TooLong(request, MostBodyBytes) is { } tooLong)
        {
            return (null, tooLong);
        }

        var (document, refusal) = await JsonBody.ParseAsync(request, cancellationToken);
        if (document is null)
        {
            return (null, refusal);
        }

        using (document)
        {
            IResult? problem = document.RootElement.ValueKind == JsonValueKind.Object ? null : Problems.BadRequest("body", "Expected an object.");
            if (problem is not null)
            {
                return (null, problem);
            }

            var root = document.RootElement;
            var history = new CustomerHistory(Skus(root, "items", ref problem), Skus(root, "bought", ref problem), Skus(root, "shown", ref problem));
            var rank = Skus(root, "rank", ref problem);
            CustomerId? customer = null;
            if (root.TryGetProperty("customerId", out var member) && member.ValueKind != JsonValueKind.Null)
            {
                if (member.ValueKind == JsonValueKind.String && Contracts.CustomerId.TryCreate(member.GetString(), out var id))
                {
                    customer = id;
                }
                else
                {
                    problem ??= Problems.BadRequest("customerId", $"A customer id has 1 to {IdText.MaxLength} characters and no control characters.");
                }
            }

            return problem is null ? (new SessionBody(history, rank, customer), null) : (null, problem);
        }
    }

    private static string[] Skus(JsonElement root, string name, ref IResult? problem)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MostSkus
            && list.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String && IdText.IsValid(one.GetString())))
        {
            return [.. list.EnumerateArray().Select(static one => one.GetString()!)];
        }

        problem ??= Problems.BadRequest(name, $"Expected a list of at most {MostSkus} skus, oldest first.");
        return [];
    }
}
