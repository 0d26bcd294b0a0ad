@echo off
rem Asks for the name of a round and writes its control workbook beside this file.
setlocal DisableDelayedExpansion
cd /d "%~dp0"
set "ROUND="
set /p "ROUND=What is the round called, such as Spring 2027? "
setlocal EnableDelayedExpansion
"program\xlkit.exe" new "!ROUND!.xlsx"
echo.
pause
