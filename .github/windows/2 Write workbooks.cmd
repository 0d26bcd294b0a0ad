@echo off
rem Drop the control workbook of a round on this file.
setlocal DisableDelayedExpansion
cd /d "%~dp0"
"program\xlkit.exe" generate "%~1"
if not errorlevel 1 "program\xlkit.exe" mail "%~1"
echo.
pause
