namespace XbFunctions.State.Tests;

internal enum Fault
{
    None,
    ErrorBefore,
    Refused,
    LostAnswer,
    TimeoutAfter,
    CrashBefore,
    CrashAfter,
}
