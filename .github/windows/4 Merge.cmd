@echo off
rem Drop the folder of returns on this file; the control workbook lies beside that folder.
setlocal DisableDelayedExpansion
cd /d "%~dp0"
"program\xlkit.exe" merge "%~1"
echo.
pause
