using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>What a function that handles many events may tell this host about their memory.</summary>
public static class EventMemory
{
    /// <summary>
    /// Says that nothing of the events of an invocation, nor of what refers to their bytes, is used once the invocation has succeeded: the host may
    /// read the next events into the same memory. A function that says nothing keeps what it was given as long as it likes.
    /// </summary>
    /// <param name="context">The invocation.</param>
    public static void ReleaseEvents(this FunctionContext context)
    {
        if (context is LocalFunctionContext local)
        {
            local.Request.IsReleased = true;
        }
    }
}
