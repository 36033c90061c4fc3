using System.Runtime.CompilerServices;
using Amqp.Listener;

namespace XbFunctions.EventHub;

/// <summary>
/// Two inner members of the library's listener link. Its own callback reports only differences of credit, none for a flow that repeats the credit
/// or asks to drain, and its counter is zero after such a flow; after a difference above zero the counter is right again and is read.
/// </summary>
internal static class LinkCredit
{
    /// <summary>Messages that may be sent on the link, as the library counts them.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Credit")]
    public static extern uint Get(ListenerLink link);

    /// <summary>Lets an endpoint hear of every flow on a link.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "InitializeLinkEndpoint")]
    public static extern void Initialize(ListenerLink link, LinkEndpoint endpoint, uint credit);
}
