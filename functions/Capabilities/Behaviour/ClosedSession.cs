using XbFunctions.State;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>A session that has closed.</summary>
/// <param name="Visitor">Whose it was; null when the visitor is forgotten.</param>
/// <param name="Window">The session.</param>
/// <param name="IsBot">Whether it was a bot's, and counts nowhere.</param>
/// <param name="Handover">Set when it is a customer's by now, and counts there.</param>
internal readonly record struct ClosedSession(Visitor? Visitor, ClosedWindow<SessionTally> Window, bool IsBot, Handover? Handover = null);
