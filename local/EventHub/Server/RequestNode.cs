using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace XbFunctions.EventHub;

/// <summary>A node that answers requests over a pair of links: <c>$cbs</c> or <c>$management</c>.</summary>
/// <param name="name">Address of the node.</param>
/// <param name="replies">Where the answers go.</param>
internal abstract class RequestNode(string name, ReplyLinks replies)
{
    private const uint Credit = 100;
    private const int MaxRequestSize = 64 << 10;

    /// <summary>Takes over a link that a client attached to send requests.</summary>
    public void Attach(ListenerLink link, ClientClaims claims) =>
        link.InitializeReceiver(Credit, (from, message, _, _) => Handle(from, (RawMessage)message, claims), this);

    /// <summary>Answers one request.</summary>
    /// <param name="operation">Application property <c>operation</c>.</param>
    /// <param name="request">The request.</param>
    /// <param name="claims">What the client may do; a request may add to it.</param>
    protected abstract NodeAnswer Answer(string operation, NodeRequest request, ClientClaims claims);

    private void Handle(ListenerLink link, RawMessage raw, ClientClaims claims)
    {
        Message message;
        try
        {
            message = Decode(raw);
        }
        catch (Exception exception) when (exception is AmqpException or MalformedMessageException)
        {
            link.DisposeMessage(raw, HubErrors.Reject(ErrorCode.DecodeError, exception.Message), true);
            return;
        }

        var request = new NodeRequest(message);
        var reply = replies.Find(link.Session, name, message.Properties?.ReplyTo);
        if (reply is null)
        {
            link.DisposeMessage(raw, HubErrors.Reject(ErrorCode.PreconditionFailed, $"No link receives the answers of {name}."), true);
            return;
        }

        link.DisposeMessage(raw, new Accepted(), true);
        reply.Send(Encode(Answer(request.GetText("operation") ?? "", request, claims), message.Properties?.GetMessageId()));
    }

    /// <summary>Decodes a request; anyone may send one, so it is looked at before.</summary>
    private static Message Decode(RawMessage raw)
    {
        if (raw.Payload.Length > MaxRequestSize)
        {
            throw new MalformedMessageException($"a request has {raw.Payload.Length} bytes, {MaxRequestSize} are allowed");
        }

        AmqpShape.CheckMessage(raw.Payload.Span);
        return raw.Decode();
    }

    private static Message Encode(NodeAnswer answer, object? correlationId)
    {
        var message = new Message
        {
            Properties = new Properties(),
            ApplicationProperties = new ApplicationProperties(),
            BodySection = new AmqpValue { Value = answer.Body },
        };
        if (correlationId is not null)
        {
            message.Properties.SetCorrelationId(correlationId);
        }

        message.ApplicationProperties["status-code"] = answer.Status;
        message.ApplicationProperties["status-description"] = answer.Description;
        if (answer.Condition is not null)
        {
            message.ApplicationProperties["error-condition"] = new Amqp.Types.Symbol(answer.Condition);
        }

        return message;
    }
}
