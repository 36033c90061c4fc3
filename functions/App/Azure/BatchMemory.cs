using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.App.Events;

/// <summary>The memory of an invocation's events.</summary>
internal static class BatchMemory
{
    /// <summary>Gives the memory back: nothing of the events is used once the invocation has succeeded.</summary>
    /// <remarks>The worker gives each batch memory of its own: there is nothing to give back.</remarks>
    /// <param name="context">The invocation.</param>
    public static void Release(FunctionContext context) => _ = context;
}
