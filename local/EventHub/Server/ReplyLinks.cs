using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace XbFunctions.EventHub;

/// <summary>The links of each session on which answers to requests go out.</summary>
internal sealed class ReplyLinks
{
    private readonly ConditionalWeakTable<Session, List<ReplyLink>> _bySession = [];

    /// <summary>Takes over a link that a client attached to receive answers from a node.</summary>
    /// <param name="link">The link.</param>
    /// <param name="node">Node the answers come from.</param>
    /// <param name="replyTo">Target address the client gave it, or <see langword="null"/>.</param>
    public void Add(ListenerLink link, string node, string? replyTo)
    {
        var reply = new ReplyLink(link, node, replyTo);
        var links = _bySession.GetOrCreateValue(link.Session);
        lock (links)
        {
            links.Add(reply);
        }

        link.Closed += (_, _) =>
        {
            lock (links)
            {
                links.Remove(reply);
            }
        };
        link.InitializeSender((_, _, _) => reply.Flush(), null, reply);
    }

    /// <summary>Finds where an answer goes: by the target address, by the link's name (the JavaScript client gives no target), or the only one of the node.</summary>
    public ReplyLink? Find(Session session, string node, string? replyTo)
    {
        if (!_bySession.TryGetValue(session, out var links))
        {
            return null;
        }

        lock (links)
        {
            var candidates = links.FindAll(link => link.Node == node);
            return candidates.Find(link => link.ReplyTo is not null && link.ReplyTo == replyTo)
                ?? candidates.Find(link => link.Link.Name == replyTo)
                ?? (candidates is [var only] ? only : null);
        }
    }

    /// <summary>One link; answers wait in it for the client's credit.</summary>
    internal sealed class ReplyLink(ListenerLink link, string node, string? replyTo)
    {
        private const int MaxWaiting = 256;

        private readonly Queue<Message> _waiting = [];

        public ListenerLink Link { get; } = link;

        public string Node { get; } = node;

        public string? ReplyTo { get; } = replyTo;

        public void Send(Message message)
        {
            bool isFull;
            lock (_waiting)
            {
                isFull = _waiting.Count >= MaxWaiting;
                if (!isFull)
                {
                    _waiting.Enqueue(message);
                }
            }

            if (isFull)
            {
                Link.CloseNow(new Error(ErrorCode.ResourceLimitExceeded) { Description = $"{MaxWaiting} answers wait for credit." });
                return;
            }

            Flush();
        }

        public void Flush()
        {
            lock (_waiting)
            {
                while (LinkCredit.Get(Link) > 0 && _waiting.TryDequeue(out var message))
                {
                    Link.SendMessage(message);
                }
            }
        }
    }
}
