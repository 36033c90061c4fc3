using Amqp;

namespace XbFunctions.EventHub;

/// <summary>The <c>$cbs</c> node: clients put their tokens here.</summary>
/// <param name="replies">Where the answers go.</param>
/// <param name="keys">Access keys by name.</param>
/// <param name="validateJwt">Checks tokens of an identity provider, where the hub was told how.</param>
/// <param name="time">The clock.</param>
internal sealed class CbsNode(
    ReplyLinks replies, IReadOnlyDictionary<string, string> keys, Func<string, string, DateTimeOffset?>? validateJwt, TimeProvider time)
    : RequestNode(EntityAddress.Cbs, replies)
{
    protected override NodeAnswer Answer(string operation, NodeRequest request, ClientClaims claims)
    {
        if (operation != "put-token")
        {
            return new NodeAnswer(501, $"The operation '{operation}' is not known; put-token is.", null, ErrorCode.NotImplemented);
        }

        if (request.GetText("type") is { } type && type != HubToken.SasType)
        {
            if (type == HubToken.JwtType && validateJwt is not null)
            {
                return AnswerJwt(request, claims);
            }

            return new NodeAnswer(401, $"Tokens of type '{type}' are not accepted here; shared access signatures are.", null, ErrorCode.UnauthorizedAccess);
        }

        if (!SasToken.TryVerify(request.Body, keys, time.GetUtcNow(), out var token, out var refusal))
        {
            return new NodeAnswer(401, refusal, null, ErrorCode.UnauthorizedAccess);
        }

        claims.Add(token.Audience, token.ExpiresAt);
        return new NodeAnswer(202, "Accepted");
    }

    private NodeAnswer AnswerJwt(NodeRequest request, ClientClaims claims)
    {
        var audience = request.GetText("name") ?? "";
        if (validateJwt!(request.Body ?? "", audience) is not { } expiresAt)
        {
            return new NodeAnswer(401, "The token is not accepted.", null, ErrorCode.UnauthorizedAccess);
        }

        claims.Add(audience, expiresAt);
        return new NodeAnswer(202, "Accepted");
    }
}
