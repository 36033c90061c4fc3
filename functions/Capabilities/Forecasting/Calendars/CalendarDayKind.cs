namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What makes a day of a market special.</summary>
public enum CalendarDayKind
{
    /// <summary>A nationwide public holiday: warehouses and customs are closed.</summary>
    PublicHoliday,

    /// <summary>A feast or season that moves trade without closing it.</summary>
    Festival,

    /// <summary>A day of a sales event.</summary>
    SalesDay,

    /// <summary>A day on which most salaries arrive.</summary>
    Payday,
}
