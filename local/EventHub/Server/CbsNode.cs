using Amqp;

namespace XbFunctions.EventHub;

/// <summary>The <c>$cbs</c> node: clients put their tokens here.</summary>
/// <param name="replies">Where the answers go.</param>
/// <param name="keys">Access keys by name.</param>
/// <param name="time">The clock.</param>
internal sealed class CbsNode(ReplyLinks replies, IReadOnlyDictionary<string, string> keys, TimeProvider time)
    : RequestNode(EntityAddress.Cbs, replies)
{
    protected override NodeAnswer Answer(string operation, NodeRequest request, ClientClaims claims)
    {
        if (operation != "put-token")
        {
            return new NodeAnswer(501, $"The operation '{operation}' is not known; put-token is.", null, ErrorCode.NotImplemented);
        }

        if (request.GetText("type") is { } type && type != "servicebus.windows.net:sastoken")
        {
            return new NodeAnswer(401, $"Tokens of type '{type}' are not accepted here; shared access signatures are.", null, ErrorCode.UnauthorizedAccess);
        }

        if (!SasToken.TryVerify(request.Body, keys, time.GetUtcNow(), out var token, out var refusal))
        {
            return new NodeAnswer(401, refusal, null, ErrorCode.UnauthorizedAccess);
        }

        claims.Add(token.Audience, token.ExpiresAt);
        return new NodeAnswer(202, "Accepted");
    }
}
