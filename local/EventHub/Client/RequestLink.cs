using System.Collections.Concurrent;
using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace XbFunctions.EventHub;

/// <summary>A pair of links to a node that answers requests.</summary>
internal sealed class RequestLink
{
    private const int Credit = 50;

    private readonly SenderLink _sender;
    private readonly string _replyTo;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Message>> _waiting = new(StringComparer.Ordinal);
    private int _lastId;

    private RequestLink(SenderLink sender, string replyTo) => (_sender, _replyTo) = (sender, replyTo);

    public static async Task<RequestLink> OpenAsync(Session session, string node, CancellationToken cancellationToken)
    {
        var replyTo = $"{node}-reply";
        var attached = new LinkOpening($"{node} could not be opened");
        var sender = new SenderLink(session, $"{node}-sender", new Attach { Target = new Target { Address = node }, Source = new Source() }, attached.OnAttached);
        var link = new RequestLink(sender, replyTo);
        await attached.WaitAsync(sender, cancellationToken).ConfigureAwait(false);
        attached = new LinkOpening($"{node} could not be opened");
        var receiver = new ReceiverLink(
            session,
            $"{node}-receiver",
            new Attach { Source = new Source { Address = node }, Target = new Target { Address = replyTo }, SndSettleMode = SenderSettleMode.Settled },
            attached.OnAttached);
        receiver.Start(Credit, link.OnAnswer);
        await attached.WaitAsync(receiver, cancellationToken).ConfigureAwait(false);
        sender.Closed += (_, error) => link.FailAll(error);
        receiver.Closed += (_, error) => link.FailAll(error);
        return link;
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="HubClientException">The answer is a refusal, or the link broke.</exception>
    public async Task<Message> RequestAsync(Message request, string failure, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var completion = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = completion;
        try
        {
            Begin(request, id);
            var answer = await completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            var status = answer.ApplicationProperties?["status-code"] as int? ?? 500;
            return status is >= 200 and < 300
                ? answer
                : throw HubClientException.From(
                    new Error(answer.ApplicationProperties?["error-condition"] as Amqp.Types.Symbol ?? ToCondition(status))
                    {
                        Description = answer.ApplicationProperties?["status-description"] as string,
                    },
                    failure);
        }
        catch (AmqpException exception)
        {
            throw HubClientException.From(exception.Error, failure);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private void Begin(Message request, string id)
    {
        request.Properties = new Properties { MessageId = id, ReplyTo = _replyTo };
        _sender.Send(request, null, null);
    }

    private static string ToCondition(int status) => status switch
    {
        401 or 403 => ErrorCode.UnauthorizedAccess,
        404 => ErrorCode.NotFound,
        _ => ErrorCode.InternalError,
    };

    private void OnAnswer(IReceiverLink link, Message message)
    {
        link.Accept(message);
        if (message.Properties?.GetCorrelationId()?.ToString() is { } id && _waiting.TryGetValue(id, out var completion))
        {
            completion.TrySetResult(message);
        }
    }

    private void FailAll(Error? error)
    {
        foreach (var completion in _waiting.Values)
        {
            completion.TrySetException(HubClientException.From(error, "The connection broke while an answer was awaited"));
        }
    }
}
