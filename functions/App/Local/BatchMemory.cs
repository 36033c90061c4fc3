using Microsoft.Azure.Functions.Worker;
using XbFunctions.Host;

namespace XbFunctions.App.Events;

/// <summary>The memory of an invocation's events.</summary>
internal static class BatchMemory
{
    /// <summary>Gives the memory back: nothing of the events is used once the invocation has succeeded.</summary>
    /// <remarks>The local host reads the next batch into the same memory.</remarks>
    /// <param name="context">The invocation.</param>
    public static void Release(FunctionContext context) => context.ReleaseEvents();
}
