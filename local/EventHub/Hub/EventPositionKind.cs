namespace XbFunctions.EventHub;

internal enum EventPositionKind
{
    Earliest,
    Latest,
    Sequence,
    Offset,
    EnqueuedTime,
}
