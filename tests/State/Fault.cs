namespace XbFunctions.State.Tests;

internal enum Fault
{
    None,
    ErrorBefore,
    LostAnswer,
    TimeoutAfter,
    CrashBefore,
    CrashAfter,
}
